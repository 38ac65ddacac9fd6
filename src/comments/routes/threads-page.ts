import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Who } from './comment-site.ts';
import { page } from './page.ts';
import type { Asked } from './route.ts';
import { shownThread } from './shown-thread.ts';
import { standingSection } from './standing-pages.ts';
import { threadElement } from './thread-element.ts';
import { known } from './thread-routes.ts';

/** Threads on a page of the server, which needs no script in a browser. */
const perPage = 20;

/** The threads of a proposal, oldest first. */
export async function threadsPage(asked: Asked): Promise<Response> {
  const { site, proposal, query } = asked;
  await known(asked, proposal);
  const after = Number(/^\d{1,15}$/.exec(query.get('after') ?? '')?.[0] ?? 0);
  const viewer = await asked.viewer(proposal);
  const { threads, next } = await site.store.threads({
    proposal,
    after,
    limit: perPage,
    ...(viewer === undefined ? {} : { viewer }),
  });
  const list = await site.keeper.list(proposal);
  const who = await asked.who();
  const here = `${site.base}/comments/${proposal}/`;
  return page(
    asked,
    { title: `Comments on proposal ${proposal}`, feed: `${here}feed.atom` },
    h('p', [
      ...(list === undefined
        ? []
        : [h('a', { href: `${site.base}/proposals/${list.slug}/` }, 'The proposal'), ' · ']),
      h('a', { href: `${here}passages` }, 'Comment on a passage'),
      ' · ',
      h('a', { href: `${here}feed.atom` }, 'Feed'),
      ' · ',
      who === undefined
        ? h(
            'a',
            { href: `${site.base}/comments/sign-in?returnTo=${encodeURIComponent(here)}` },
            'Sign in',
          )
        : h('a', { href: `${site.base}/comments/me` }, `You are ${who.name}`),
    ]),
    await waiting(asked, who),
    threads.length === 0 ? [h('p', 'Nobody has said anything here yet.')] : [],
    threads.map((thread) => threadElement(site.base, shownThread(thread), who)),
    next === null ? [] : [h('p', h('a', { href: `${here}?after=${next}` }, 'More threads'))],
    // Once, behind what can be answered here.
    after === 0 ? await standingSection(asked) : [],
  );
}

/** Comments that wait for who may let everybody see them. */
async function waiting({ site, proposal }: Asked, who?: Who): Promise<ElementContent[]> {
  const role = who?.roleAt(proposal);
  if (role !== 'moderator' && role !== 'champion') return [];
  const held = await site.store.moderation.held(proposal);
  const log = h('a', { href: `${site.base}/comments/events` }, 'The log of events');
  return [
    ...(role === 'moderator' ? [h('p', log)] : []),
    ...(held.length === 0 ? [] : [h('h2', 'Comments that wait')]),
    h(
      'ul',
      held.map(({ thread, name, at }) =>
        h(
          'li',
          h(
            'a',
            { href: `${site.base}/comments/threads/${thread}/page` },
            `${name}, ${at.slice(0, 10)}`,
          ),
        ),
      ),
    ),
  ].filter((one) => one.tagName !== 'ul' || held.length > 0);
}
