import type { Element } from 'hast';
import { h } from 'hastscript';
import { commentTree } from '../../comments/rendering/comment-html.ts';
import { dayText } from '../../ground/day.ts';
import type {
  PlacedThread,
  StandingComment,
  StandingPlace,
  StandingThread,
} from './standing-thread.ts';

const kinds = {
  remark: 'Remark',
  question: 'Question',
  concern: 'Concern',
  suggestion: 'Suggestion',
  review: 'Said in review',
} as const;

const outcomes: Readonly<Record<StandingPlace['outcome'], string>> = {
  exact: '',
  edited: 'The passage was edited since. It said:',
  rewritten: 'The passage was rewritten since. It said:',
  moved: 'The passage was moved since. It said:',
  orphaned: 'The passage is no longer in the text. It said:',
  section: 'What it was said of is no passage of this text; it stood in this section:',
  file: 'What it was said of is no passage of this text, nor in a section that it still has:',
};

/** What became of a passage since; empty: it stands as it was. */
export function becameWords({ outcome }: StandingPlace): string {
  return outcomes[outcome];
}

/** Longest words of a passage that are repeated, in characters. */
const longestQuote = 300;

/**
 * A thread that nobody can answer here: of a frozen state, or of a code review.
 *
 * @param apart it does not stand below its passage, whose words are repeated therefore
 */
function threadElement({ thread, place }: PlacedThread, apart: boolean): Element {
  const { id, kind, state, resolved, origin, quote, comments } = thread;
  const isResolved = state === 'resolved';
  const head = h('p', { className: ['thread-head'] }, [
    h('strong', kinds[kind]),
    ...(isResolved ? [h('span', { className: ['thread-state'] }, resolvedWords(resolved))] : []),
    ...(state === 'unknown' ? [h('span', 'its server does not say whether it is resolved')] : []),
    ...(origin === undefined
      ? []
      : [h('a', { href: origin.url, className: ['thread-link'] }, origin.words)]),
  ]);
  const words = becameWords(place);
  const moved =
    quote === '' || (words === '' && !apart)
      ? []
      : [h('p', { className: ['said-before'] }, [`${words} `, h('q', shortened(quote))])];
  const said = comments.map(commentElement);
  // What is resolved is there, folded.
  const shown = isResolved ? [h('details', [h('summary', count(comments.length)), ...said])] : said;
  return h(
    'section',
    { className: ['thread'], id, dataKind: kind, dataState: state, tabIndex: -1 },
    [head, ...moved, ...shown],
  );
}

function commentElement({ id, by, at, text, notes }: StandingComment): Element {
  const day = h('time', { dateTime: at, title: at }, dayText(at.slice(0, 10)));
  const head = [h('strong', by), ' ', day, ...notes.map((note) => ` · ${note}`)];
  const body = text === undefined ? [] : commentTree(text, id).children;
  return h('article', { className: ['comment'], id: `comment-${id}` }, [
    h('p', { className: ['comment-by'] }, head),
    h(
      'div',
      { className: ['comment-body'] },
      body.filter((node) => node.type !== 'doctype'),
    ),
  ]);
}

/** Threads of a proposal as a list by themselves. */
export function threadList(threads: readonly PlacedThread[]): Element {
  return h(
    'div',
    { className: ['said', 'not-content'], dataFrozen: '' },
    threads.map((one) => threadElement(one, true)),
  );
}

/** The threads of one passage, folded below it; they count as no word of the text. */
export function threadsElement(threads: readonly PlacedThread[]): Element {
  const isFrozen = threads.every(({ thread }) => thread.kind !== 'review');
  const settled = threads.filter(({ thread }) => thread.state === 'resolved').length;
  const properties = {
    className: ['said', 'not-content'],
    dataSaid: '',
    ...(isFrozen ? { dataFrozen: '' } : {}),
  };
  const unsettledFirst = threads.toSorted(
    (a, b) => Number(a.thread.state === 'resolved') - Number(b.thread.state === 'resolved'),
  );
  const places = threads.length === 1 ? 'One discussion' : `${threads.length} discussions`;
  const resolved =
    settled === 0 ? '' : settled === threads.length ? ', resolved' : `, ${settled} resolved`;
  const where = threads.some(({ place }) => place.outcome === 'file')
    ? ' of this text as a whole'
    : threads.every(({ place }) => ['section', 'orphaned'].includes(place.outcome))
      ? ' of what stood in this section'
      : '';
  return h('details', properties, [
    h('summary', `${places}${where}${resolved}`),
    ...unsettledFirst.map((one) => threadElement(one, false)),
  ]);
}

function resolvedWords(resolved: StandingThread['resolved']): string {
  if (resolved === undefined) return 'resolved';
  return `resolved by ${resolved.by}, ${dayText(resolved.at.slice(0, 10))}`;
}

function count(comments: number): string {
  return comments === 1 ? 'One comment' : `${comments} comments`;
}

function shortened(text: string): string {
  return text.length > longestQuote
    ? `${text.slice(0, longestQuote).trimEnd()}…`.toWellFormed()
    : text;
}
