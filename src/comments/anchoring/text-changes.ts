import { commonRuns } from './common-runs.ts';
import { Work } from './work.ts';
import { wordsOf } from './words.ts';

/** A stretch of a block: in both texts, in the later one alone, in the earlier one alone. */
export interface Piece {
  how: 'same' | 'ins' | 'del';
  text: string;
}

/** What became of a block, in the order in which a reader meets it. */
export type BlockChange<Block> =
  { how: 'same' | 'ins' | 'del'; block: Block } | { how: 'changed'; block: Block; pieces: Piece[] };

/** Share of their words that two blocks must have in common to be one block that changed. */
const leastShared = 0.4;
/** Blocks between two that stay are paired where there are no more pairs than this to look at. */
const mostPairs = 10_000;
/** Steps of comparing two revisions; see {@link Work}. */
const steps = 20_000_000;

/**
 * What changed between two revisions, block by block, and word by word in a block that changed. Reading
 * all but what is inserted gives the earlier text, all but what is deleted the later one.
 *
 * It stands on the alignment that places comments: bounded, and the same in the browser. A block that
 * moved is deleted here and inserted there.
 */
export function textChanges<Block extends { text: string }>(
  before: readonly Block[],
  after: readonly Block[],
  work = new Work(steps),
): BlockChange<Block>[] {
  const changes: BlockChange<Block>[] = [];
  const texts = (blocks: readonly Block[]) => blocks.map(({ text }) => text);
  const end = { before: before.length, after: after.length, length: 0 };
  let [fromBefore, fromAfter] = [0, 0];
  for (const run of [...commonRuns(texts(before), texts(after), work), end]) {
    const gone = before.slice(fromBefore, run.before);
    const come = after.slice(fromAfter, run.after);
    changes.push(...inGap(gone, come, work));
    for (const block of after.slice(run.after, run.after + run.length)) {
      changes.push({ how: 'same', block });
    }
    [fromBefore, fromAfter] = [run.before + run.length, run.after + run.length];
  }
  return changes;
}

/** Blocks that are like each other changed; the others went or came. */
function inGap<Block extends { text: string }>(
  gone: readonly Block[],
  come: readonly Block[],
  work: Work,
): BlockChange<Block>[] {
  const changes: BlockChange<Block>[] = [];
  let [i, j] = [0, 0];
  const until = (toGone: number, toCome: number) => {
    for (const block of gone.slice(i, toGone)) changes.push({ how: 'del', block });
    for (const block of come.slice(j, toCome)) changes.push({ how: 'ins', block });
    [i, j] = [toGone, toCome];
  };
  for (const [a, b] of pairs(gone, come)) {
    until(a, b);
    const [earlier, block] = [gone[a], come[b]];
    if (earlier === undefined || block === undefined) continue;
    changes.push({ how: 'changed', block, pieces: pieces(earlier.text, block.text, work) });
    [i, j] = [a + 1, b + 1];
  }
  until(gone.length, come.length);
  return changes;
}

/** The pairs of blocks, in order, that have most in common all together. */
function pairs(
  gone: readonly { text: string }[],
  come: readonly { text: string }[],
): [number, number][] {
  if (gone.length * come.length === 0 || gone.length * come.length > mostPairs) return [];
  const [wordsGone, wordsCome] = [gone.map(countWords), come.map(countWords)];
  const shared = wordsGone.map((a) => wordsCome.map((b) => likeness(a, b)));
  // best[i][j]: the most that the blocks from i and from j on can share.
  const best = Array.from({ length: gone.length + 1 }, () =>
    new Array<number>(come.length + 1).fill(0),
  );
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const like = (i: number, j: number) => shared[i]?.[j] ?? 0;
  for (let i = gone.length - 1; i >= 0; i--) {
    for (let j = come.length - 1; j >= 0; j--) {
      const row = best[i];
      if (row === undefined) continue;
      row[j] = Math.max(at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + like(i, j));
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < gone.length && j < come.length;) {
    if (like(i, j) > 0 && at(i, j) === at(i + 1, j + 1) + like(i, j)) found.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return found;
}

function countWords({ text }: { text: string }): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text, { start: 0, end: text.length })) {
    counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
  }
  return counts;
}

/** From 0 to 1: of the words of both, how many are in both; 0 where that is too few. */
function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const size = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((x, y) => x + y, 0);
  let both = 0;
  for (const [word, count] of a) both += Math.min(count, b.get(word) ?? 0);
  const share = (2 * both) / (size(a) + size(b) || 1);
  return share < leastShared ? 0 : share;
}

/** A block's words, with what changed among them. */
function pieces(before: string, after: string, work: Work): Piece[] {
  const [a, b] = [tokens(before), tokens(after)];
  const found: Piece[] = [];
  const end = { before: a.length, after: b.length, length: 0 };
  let [fromA, fromB] = [0, 0];
  let [gone, come] = ['', ''];
  const close = () => {
    if (gone !== '') found.push({ how: 'del', text: gone });
    if (come !== '') found.push({ how: 'ins', text: come });
    [gone, come] = ['', ''];
  };
  for (const run of [...commonRuns(a, b, work), end]) {
    gone += a.slice(fromA, run.before).join('');
    come += b.slice(fromB, run.after).join('');
    const same = b.slice(run.after, run.after + run.length).join('');
    [fromA, fromB] = [run.before + run.length, run.after + run.length];
    // A blank alone between two changes is read with them: whole phrases, not word, word, word.
    if (same.trim() === '' && same !== '' && fromA < a.length && fromB < b.length && gone + come) {
      gone += same;
      come += same;
      continue;
    }
    close();
    if (same !== '') found.push({ how: 'same', text: same });
  }
  close();
  return found;
}

/** All of a text: words, signs, and the blanks between them. */
function tokens(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  for (const { start, end, text: word } of wordsOf(text, { start: 0, end: text.length })) {
    if (start > at) found.push(text.slice(at, start));
    found.push(word);
    at = end;
  }
  if (at < text.length) found.push(text.slice(at));
  return found;
}
