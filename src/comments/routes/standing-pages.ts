import { h } from 'hastscript';
import type { ElementContent } from 'hast';
import { keptHtml } from '../rendering/kept-html.ts';
import type { ListedStanding } from '../standing-file.ts';
import { page, safeContent } from './page.ts';
import { route, type Asked, type Route } from './route.ts';
import { known } from './thread-routes.ts';

/** Threads on a page. */
const perPage = 20;

/** What was said of a proposal elsewhere: in code reviews of its text, and in a state that was frozen. */
export const standingPages: readonly Route[] = [
  route('GET', '/comments/:proposal/elsewhere', async (asked) => {
    await known(asked, asked.proposal);
    const after = Number(/^\d{1,9}$/.exec(asked.query.get('after') ?? '')?.[0] ?? 0);
    const back = h('a', { href: `${asked.site.base}/comments/${asked.proposal}/` }, 'All comments');
    const title = `Said elsewhere of proposal ${asked.proposal}`;
    return page(asked, { title }, h('p', back), await standingThreads(asked, after));
  }),
];

/** The first of them, below a heading; nothing where there are none. */
export async function standingSection(asked: Asked): Promise<ElementContent[]> {
  const threads = await standingThreads(asked, 0);
  return threads.length === 0 ? [] : [h('h2', 'Said elsewhere'), ...threads];
}

async function standingThreads(asked: Asked, after: number): Promise<ElementContent[]> {
  const { site, proposal } = asked;
  const all = await site.keeper.standing(proposal);
  const frozen = all.flatMap(({ thread }) => thread ?? []);
  // What was frozen from here is told by this server itself.
  const own = await site.store.threadsAmong(frozen);
  const others = all.filter(({ thread }) => thread === undefined || !own.has(thread));
  const next = after + perPage;
  const more = `${site.base}/comments/${proposal}/elsewhere?after=${next}`;
  return [
    ...others.slice(after, next).map(standingElement),
    ...(others.length > next
      ? [h('p', h('a', { href: more }, 'More that was said elsewhere'))]
      : []),
  ];
}

function standingElement(thread: ListedStanding): ElementContent {
  const { id, kind, origin, quote, became, comments } = thread;
  const title = kind === 'review' ? 'Said in review' : `Frozen ${kind}`;
  return h('article', { id }, [
    h('h3', `${title}, ${stateOf(thread)}`),
    ...(origin === undefined ? [] : [h('p', h('a', { href: origin.url }, origin.words))]),
    ...(became === '' ? [] : [h('p', { className: ['note'] }, became)]),
    ...(quote === '' ? [] : [h('blockquote', quote)]),
    ...comments.map(({ id: own, by, at, text, notes }) =>
      h('section', { id: `comment-${own}` }, [
        h('p', [
          h('strong', by),
          ', ',
          h('time', { dateTime: at }, at.slice(0, 16).replace('T', ' ')),
          ...notes.map((note) => `, ${note}`),
        ]),
        ...(text === undefined ? [] : [h('div', [safeContent(keptHtml(own, text))])]),
      ]),
    ),
  ]);
}

function stateOf({ state, resolved }: ListedStanding): string {
  if (state === 'unknown') return 'its server does not say whether it is resolved';
  if (resolved === undefined) return state;
  return `resolved by ${resolved.by} on ${resolved.at.slice(0, 10)}`;
}
