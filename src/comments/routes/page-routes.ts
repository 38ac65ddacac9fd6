import { h } from 'hastscript';
import type { ElementContent } from 'hast';
import { blocksOf } from '../anchoring/blocks.ts';
import { selectorsOf } from '../anchoring/selector.ts';
import { threadKinds } from '../store/tables.ts';
import { longestPassage } from '../anchoring/selector-schema.ts';
import { NoAnswer } from './answer.ts';
import { formOf } from './guarded-body.ts';
import type { Who } from './comment-site.ts';
import { page, safeContent, seeOther, styleSheet } from './page.ts';
import { bodyOf, stateOf, threadOf } from './request-schema.ts';
import { route, type Asked, type Route } from './route.ts';
import { shownThread, type ShownComment, type ShownThread } from './shown-thread.ts';
import { standingSection } from './standing-pages.ts';
import { threadPage } from './thread-page-address.ts';
import { known } from './thread-routes.ts';
import { moderationForm } from './moderation-forms.ts';

/** Threads on a page of the server, which needs no script in a browser. */
const perPage = 20;

/** The pages without scripts, and where their forms go. */
export const pageRoutes: readonly Route[] = [
  route('GET', '/comments/style.css', () => Promise.resolve(styleSheet())),
  route('GET', '/comments/:proposal/', threadsPage),
  route('GET', '/comments/:proposal/passages', passagesPage),
  route('GET', '/comments/:proposal/passages/:block', newThreadPage),
  route('POST', '/comments/:proposal/passages/:block', async (asked) => {
    const by = await asked.writer();
    const form = await formOf(asked.request);
    const { revision, text, block } = await blockOf(asked, form.get('revision') ?? undefined);
    const given = threadOf({
      kind: form.get('kind'),
      revision,
      passage: selectorsOf(text, block),
      body: lines(form.get('body')),
    });
    const { thread } = await asked.site.store.open(by, { ...given, proposal: asked.proposal });
    asked.site.keeper.placeLater(asked.proposal);
    return seeOther(await threadPage(asked, thread));
  }),
  route('GET', '/comments/threads/:id/page', async (asked) =>
    seeOther(await threadPage(asked, asked.id)),
  ),
  route('POST', '/comments/threads/:id/look-form', async (asked) => {
    const by = await asked.writer();
    await formOf(asked.request);
    await asked.site.store.look(by, asked.id);
    return seeOther(await threadPage(asked, asked.id));
  }),
  route('POST', '/comments/threads/:id/replies-form', async (asked) => {
    const by = await asked.writer();
    const form = await formOf(asked.request);
    await asked.site.store.reply(by, asked.id, bodyOf({ body: lines(form.get('body')) }));
    return seeOther(await threadPage(asked, asked.id));
  }),
  route('POST', '/comments/threads/:id/state-form', async (asked) => {
    const by = await asked.writer();
    const state = stateOf({ state: (await formOf(asked.request)).get('state') });
    const { store } = asked.site;
    await (state === 'resolved' ? store.resolve(by, asked.id) : store.reopen(by, asked.id));
    return seeOther(await threadPage(asked, asked.id));
  }),
  route('POST', '/comments/comments/:id/delete-form', async (asked) => {
    const by = await asked.writer();
    await formOf(asked.request);
    const { thread } = await asked.site.store.whereComment(asked.id);
    await asked.site.store.delete(by, asked.id);
    return seeOther(await threadPage(asked, thread));
  }),
];

/** A browser sends what was typed with the line ends of a form. */
function lines(text: string | null): string {
  return (text ?? '').replaceAll('\r\n', '\n');
}

async function threadsPage(asked: Asked): Promise<Response> {
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
    threads.map((thread) => threadElement(asked, shownThread(thread), who)),
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

const placed = {
  exact: undefined,
  edited: 'its passage was edited since',
  rewritten: 'its passage was rewritten since',
  moved: 'its passage was moved since',
  orphaned: 'its passage is gone',
} as const;

function becameOf(placement: ShownThread['placement']): string | undefined {
  if (placement === null) return 'its passage is being placed';
  return placement.method === 'none'
    ? 'where its passage is could not be told in time'
    : placed[placement.outcome];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stateWords({ state, resolved }: ShownThread): string {
  if (resolved === null) return state;
  return `resolved by ${resolved.by.name} on ${resolved.at.slice(0, 10)}`;
}

function threadElement(asked: Asked, thread: ShownThread, who?: Who): ElementContent {
  const reader = who?.id;
  const { id, kind, state, openedBy, quote, placement, lookAgain, comments } = thread;
  const { base } = asked.site;
  const became = becameOf(placement);
  const facts = [kind, stateWords(thread), became, lookAgain ? 'does it still stand?' : undefined];
  const other = state === 'open' ? 'resolved' : 'open';
  const act = { method: 'post' };
  // A concern is resolved by who raised it.
  const mayEnd = kind !== 'concern' || state === 'resolved' || openedBy.id === reader;
  return h('article', { id: `thread-${id}` }, [
    h('h2', capital(facts.filter((one) => one !== undefined).join(', '))),
    h('blockquote', quote),
    ...comments.map((comment) => commentElement(asked, thread.proposal, comment, who)),
    ...(reader === undefined
      ? []
      : [
          h('form', { ...act, action: `${base}/comments/threads/${id}/replies-form` }, [
            h('p', h('label', ['Answer', h('textarea', { name: 'body', required: true })])),
            h('button', 'Answer'),
          ]),
          ...(mayEnd
            ? [
                h('form', { ...act, action: `${base}/comments/threads/${id}/state-form` }, [
                  h('input', { type: 'hidden', name: 'state', value: other }),
                  h('p', h('button', state === 'open' ? 'Resolve' : 'Open again')),
                ]),
              ]
            : []),
          ...(lookAgain && openedBy.id === reader
            ? [
                h('form', { ...act, action: `${base}/comments/threads/${id}/look-form` }, [
                  h('p', h('button', 'It still stands')),
                ]),
              ]
            : []),
        ]),
  ]);
}

function commentElement(
  asked: Asked,
  proposal: number,
  comment: ShownComment,
  who?: Who,
): ElementContent {
  const { id, author, at, editedAt, deletedAt, hidden, held, html } = comment;
  const facts = [
    h('strong', author.name),
    ', ',
    h('time', { dateTime: at }, at.slice(0, 16).replace('T', ' ')),
    ...(editedAt === null ? [] : [', edited']),
    ...(held ? [', waits for a moderator'] : []),
    ...(hidden === null ? [] : [`, hidden: ${hidden.reason}`]),
    ...(deletedAt === null ? [] : [', deleted']),
  ];
  return h('section', { id: `comment-${id}` }, [
    h('p', facts),
    ...(html === null ? [] : [h('div', [safeContent(html)])]),
    ...(author.id === who?.id && deletedAt === null
      ? [
          h(
            'form',
            { method: 'post', action: `${asked.site.base}/comments/comments/${id}/delete-form` },
            [h('button', 'Delete')],
          ),
        ]
      : []),
    ...(who === undefined ? [] : moderationForm(asked.site.base, comment, who.roleAt(proposal))),
  ]);
}

/** The text of the head, each block of which can be commented on. */
async function passagesPage(asked: Asked): Promise<Response> {
  const { site, proposal } = asked;
  const { text } = await headOf(asked);
  const blocks = blocksOf(text).map(({ start, end }, i) =>
    h('section', [
      h('p', text.slice(start, end)),
      h(
        'p',
        h('a', { href: `${site.base}/comments/${proposal}/passages/${i}` }, 'Comment on this'),
      ),
    ]),
  );
  return page(asked, { title: `Passages of proposal ${proposal}` }, blocks);
}

async function newThreadPage(asked: Asked): Promise<Response> {
  const { site, proposal, parts } = asked;
  const { revision, text, block } = await blockOf(asked);
  const here = `${site.base}/comments/${proposal}/passages/${parts[1] ?? ''}`;
  if ((await asked.who()) === undefined) {
    return seeOther(`${site.base}/comments/sign-in?returnTo=${encodeURIComponent(here)}`);
  }
  return page(
    asked,
    { title: 'Comment on a passage' },
    h('blockquote', text.slice(block.start, block.end)),
    h('form', { method: 'post', action: here }, [
      h('input', { type: 'hidden', name: 'revision', value: revision }),
      h(
        'p',
        h('label', [
          'Kind ',
          h(
            'select',
            { name: 'kind' },
            threadKinds.map((kind) => h('option', { value: kind }, kind)),
          ),
        ]),
      ),
      h(
        'p',
        h('label', ['What you say, in Markdown', h('textarea', { name: 'body', required: true })]),
      ),
      h('button', 'Comment'),
    ]),
  );
}

/** A block of a revision, no longer than a passage may be. */
async function blockOf(asked: Asked, revision?: string) {
  const head = await headOf(asked, revision);
  const block = blocksOf(head.text)[Number(asked.parts[1])];
  if (block === undefined) throw new NoAnswer(404, 'not found', 'no such passage');
  const end = Math.min(block.end, block.start + longestPassage);
  return { ...head, block: { start: block.start, end: onCharacter(head.text, end) } };
}

function onCharacter(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end;
}

async function headOf(asked: Asked, wanted?: string) {
  const { site, proposal } = asked;
  await known(asked, proposal);
  const revision = wanted ?? (await site.store.revisions.head(proposal)) ?? '';
  const text = await site.store.revisions.text(proposal, revision);
  if (text === undefined) throw new NoAnswer(404, 'not found', 'no such revision');
  return { revision, text };
}
