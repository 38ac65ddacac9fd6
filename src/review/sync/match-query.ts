import type { ReviewQuery, Stage } from '../../proposal/stage.ts';
import type { Fetched, KnownDiff } from './fetched-review.ts';
import { bugsOf } from '../footer.ts';
import { findsFile } from './file-query.ts';
import { closedBugs } from './github/closed-bug.ts';
import { parseReviewId, systemOf } from '../review-identity.ts';
import { suggesting, type ProvenanceKind, type Footer, type Review } from '../review.ts';
import { foreignText } from '../../ground/foreign-text.ts';

/** A reason found by a query, before a run's dates are put to it. */
export interface Match {
  kind: ProvenanceKind;
  text: string;
  /** A word match, or one of a query that cannot be held against all it asks: only a suggestion. */
  suggests: boolean;
  /** Of words and files: the stage's probes that count a line which the review changes, if known. */
  touches?: readonly string[] | undefined;
}

/**
 * The stage's probes that count a line which a review changes, as far as that speaks for a match;
 * undefined where its diff is not known.
 */
export type TouchesOf = (match: Pick<Match, 'kind' | 'text'>) => readonly string[] | undefined;

/** A stage as far as reviews are matched with it. */
export type MatchedStage = Pick<Stage, 'id' | 'reviews'>;

/**
 * One field of a query held against a review: the texts that matched (none: it does not hold), or
 * undefined where what is known of the review cannot tell.
 */
type Verdict = string[] | undefined;

/**
 * Holds a declared query against a review.
 *
 * All fields must hold. What only a server can tell (files, search words, and all that git's history
 * does not have) holds when the server found the review by this query. Where some field cannot be
 * told, a matching bug, footer or marker still suggests a link; mere words and files do so only where
 * the diff is known to change a line that one of the stage's probes counts.
 *
 * @param found what is known from elsewhere, a server's answer or an earlier run, of a field that
 *   cannot be told here: the texts that matched, or undefined where nothing is known
 * @param touches what its diff says for a word or a file that matched
 */
export function matchQuery(
  query: ReviewQuery,
  fetched: Fetched,
  found: (kind: ProvenanceKind, values: readonly string[]) => string[] | undefined,
  touches: TouchesOf = () => undefined,
): Match[] {
  const { review } = fetched;
  if (query.on !== undefined && query.on !== systemOf(review.id)) return [];
  if (query.repository && !isIn(review, query.repository)) return [];
  if (query.branch && review.branch !== undefined && !query.branch.includes(review.branch)) {
    return [];
  }
  let unknown = query.branch !== undefined && review.branch === undefined;
  const matches: Match[] = [];
  for (const [kind, judge] of judges) {
    const values = query[kind];
    if (values === undefined) continue;
    const list = typeof values === 'string' ? [values] : values;
    const verdict = judge(list, fetched) ?? found(kind, list);
    if (verdict === undefined) unknown = true;
    else if (verdict.length === 0) return [];
    else
      for (const text of verdict) matches.push({ kind, text: foreignText(text), suggests: false });
  }
  const words = matches.every(({ kind }) => suggesting.includes(kind));
  // Words or a file alone say too little where the rest of the query cannot be told.
  const held = matches.map((match) => {
    const touched = isWeak(match) ? touches(match) : undefined;
    return touched === undefined ? match : { ...match, touches: touched };
  });
  if (unknown && held.every((match) => isWeak(match) && (match.touches ?? []).length === 0)) {
    return [];
  }
  return held.map((match) => ({ ...match, suggests: unknown || words }));
}

function isWeak({ kind }: Match): boolean {
  return kind === 'file' || suggesting.includes(kind);
}

/** What a diff says for a match: a word stands for all of it, a file for what is counted in it. */
function heldAgainst(diff: KnownDiff | undefined, stage: string): TouchesOf | undefined {
  const touches = diff?.stages?.get(stage)?.touches;
  if (touches === undefined) return undefined;
  return ({ kind, text }) =>
    touches
      .filter(({ paths }) => kind !== 'file' || findsFile(text, paths))
      .map(({ probe }) => probe);
}

/** Every reason that a stage's queries find for a review, each once; a firm one goes before a hint. */
export function matchStage(
  { id, reviews: queries }: MatchedStage,
  fetched: Fetched,
  found: (
    query: ReviewQuery,
    kind: ProvenanceKind,
    values: readonly string[],
  ) => string[] | undefined,
  touchedBefore?: TouchesOf,
): Match[] {
  const all = new Map<string, Match>();
  const touches = heldAgainst(fetched.diff, id) ?? touchedBefore;
  for (const query of queries) {
    const told = (kind: ProvenanceKind, values: readonly string[]) => found(query, kind, values);
    for (const match of matchQuery(query, fetched, told, touches)) {
      const key = `${match.kind} ${match.text}`;
      if (all.get(key)?.suggests !== false) all.set(key, match);
    }
  }
  return [...all.values()];
}

/** A repository that was renamed is still the one that was declared. */
function isIn({ repository, formerly = [] }: Review, repositories: readonly string[]): boolean {
  const names = [repository, ...formerly.map((id) => parseReviewId(id)?.repository ?? '')];
  return names.some((name) => repositories.some((one) => same(one, name)));
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

type Judge = (values: readonly string[], fetched: Fetched) => Verdict;

const judges: readonly (readonly [ProvenanceKind & keyof ReviewQuery, Judge])[] = [
  [
    'topic',
    (values, { review }) =>
      review.fromGit ? undefined : values.filter((value) => review.topic === foreignText(value)),
  ],
  [
    'hashtag',
    (values, { review }) =>
      review.fromGit
        ? undefined
        : values.filter((value) =>
            review.hashtags?.some((tag) => same(tag, value.replace(/^#/, ''))),
          ),
  ],
  ['bug', bugs],
  [
    'footer',
    (values, { review, message }) => {
      const lines = (review.footers ?? []).map(footerLine);
      const hit = values.filter((value) => lines.includes(footerLine(splitFooter(value))));
      // Footers of other keys are not stored; the message, where there is one, tells.
      if (hit.length > 0 || message === undefined) return hit.length > 0 ? hit : undefined;
      const written = new Set(message.split('\n').map((line) => footerLine(splitFooter(line))));
      return values.filter((value) => written.has(footerLine(splitFooter(value))));
    },
  ],
  [
    'label',
    (values, { review }) =>
      review.fromGit
        ? undefined
        : values.filter((value) => review.labels?.some((label) => same(label, value))),
  ],
  ['marker', (values, fetched) => inWords(values, fetched, (text, value) => text.includes(value))],
  ['file', (values, { diff }) => diff && values.filter((value) => findsFile(value, diff.paths))],
  ['message', (values, fetched) => inWords(values, fetched, hasWord)],
  ['search', () => undefined],
];

/** The footers, as far as they are known, are the truth: a server's index may lag behind them. */
function bugs(values: readonly string[], { review, message }: Fetched): Verdict {
  const wanted = values.map((value) => value.replace('#', ''));
  const named = bugsOf(review.footers);
  const hits = named.filter(({ bug }) => wanted.includes(bug)).map(({ text }) => text);
  if (hits.length > 0) return [...new Set(hits)];
  if (!review.id.startsWith('github:')) return message === undefined ? undefined : [];
  if (message === undefined) return undefined;
  const host = parseReviewId(review.id)?.host ?? '';
  return closedBugs(message, review.repository, host)
    .filter(({ bug }) => wanted.includes(bug))
    .map(({ text }) => text);
}

/** The words of a revert are those of what it takes back: they say nothing about itself. */
function inWords(
  values: readonly string[],
  { review, message }: Fetched,
  holds: (text: string, value: string) => boolean,
): Verdict {
  if (review.reverts !== undefined) return [];
  const hits = values.filter(
    (value) => holds(review.title, value) || (message !== undefined && holds(message, value)),
  );
  return hits.length === 0 && message === undefined ? undefined : hits;
}

/** Whole words, whatever their case: `dual mode` is not in `dual modes`, nor `H905` in `H9051`. */
export function hasWord(text: string, words: string): boolean {
  const escaped = words
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
}

function splitFooter(line: string): Footer {
  const at = line.indexOf(':');
  return { key: line.slice(0, Math.max(0, at)), value: line.slice(at + 1) };
}

function footerLine({ key, value }: Footer): string {
  return `${key.trim().toLowerCase()}: ${value.trim().replace(/\s+/g, ' ').toLowerCase()}`;
}
