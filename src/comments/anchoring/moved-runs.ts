import { blocksOf } from './blocks.ts';
import { commonRuns } from './common-runs.ts';
import type { TextRange } from './text-range.ts';
import { textRuns, type TextRun } from './text-run.ts';
import { trustedRuns } from './trusted-runs.ts';
import type { Work } from './work.ts';
import { wordsOf, type Word } from './words.ts';

/** One of the two texts, and which parts of it did not stay in order. */
interface LooseText {
  text: string;
  loose: readonly TextRange[];
}

/** The loose words of one block. */
interface Piece {
  range: TextRange;
  words: Word[];
  size: number;
}

/** Words in a row by which a piece is known again. */
const together = 3;
/** What stands in more pieces than this says nothing about where one went. */
const mostPieces = 3;
/** Pieces of the new text that an old one is compared with. */
const mostTries = 3;
/** A piece is known again by so many characters in a row, … */
const strong = 40;
/** … or by this share of it, where that is no mere handful of characters. */
const share = 0.5;
const fewCharacters = 20;

/**
 * What went elsewhere, edited on its way or not: pieces of changed blocks are looked for among the
 * pieces that the new text has instead, by words in a row that both have.
 */
export function movedRuns(before: LooseText, after: LooseText, work: Work): TextRun[] {
  const [old, now] = [piecesOf(before), piecesOf(after)];
  if (!work.take(10 * (countWords(old) + countWords(now)))) return [];
  const index = indexOf(now);
  const claims = old.flatMap((piece) => claimsOf(piece, now, index, work));
  // The one that explains most comes first; a place is given away once.
  claims.sort((a, b) => b.covered - a.covered);
  const moved: TextRun[] = [];
  const taken = { before: new Spans(), after: new Spans() };
  for (const { runs } of claims) {
    for (const run of runs) {
      if (taken.before.meets(run.before, run.length) || taken.after.meets(run.after, run.length)) {
        continue;
      }
      taken.before.add(run.before, run.length);
      taken.after.add(run.after, run.length);
      moved.push(run);
    }
  }
  return moved.sort((a, b) => a.before - b.before);
}

function piecesOf({ text, loose }: LooseText): Piece[] {
  const pieces: Piece[] = [];
  const blocks = blocksOf(text);
  let first = 0;
  for (const block of blocks) {
    const words: Word[] = [];
    while ((loose[first]?.end ?? Infinity) <= block.start) first++;
    for (let i = first; (loose[i]?.start ?? Infinity) < block.end; i++) {
      const { start, end } = loose[i] ?? block;
      const part = { start: Math.max(start, block.start), end: Math.min(end, block.end) };
      for (const word of wordsOf(text, part)) words.push(word);
    }
    const size = words.reduce((sum, word) => sum + word.end - word.start, 0);
    if (words.length >= together) pieces.push({ range: block, words, size });
  }
  return pieces;
}

const countWords = (pieces: readonly Piece[]) =>
  pieces.reduce((sum, { words }) => sum + words.length, 0);

function keysOf({ words }: Piece): Set<string> {
  const keys = new Set<string>();
  for (let i = 0; i + together <= words.length; i++) {
    const key = words.slice(i, i + together);
    if (key.some(({ isWord }) => isWord)) keys.add(key.map(({ text }) => text).join(' '));
  }
  return keys;
}

function indexOf(pieces: readonly Piece[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [i, piece] of pieces.entries()) {
    for (const key of keysOf(piece)) {
      const there = index.get(key);
      if (there === undefined) index.set(key, [i]);
      else if (there.length <= mostPieces) there.push(i);
    }
  }
  return index;
}

interface Claim {
  runs: TextRun[];
  covered: number;
}

function claimsOf(
  piece: Piece,
  now: readonly Piece[],
  index: ReadonlyMap<string, number[]>,
  work: Work,
): Claim[] {
  const votes = new Map<number, number>();
  for (const key of keysOf(piece)) {
    const there = index.get(key) ?? [];
    if (there.length > mostPieces) continue;
    for (const i of there) votes.set(i, (votes.get(i) ?? 0) + 1 / there.length);
  }
  const tries = [...votes].sort(([, a], [, b]) => b - a).slice(0, mostTries);
  const claims: Claim[] = [];
  let rest = piece.words;
  for (const [i] of tries) {
    const there = now[i];
    if (there === undefined) continue;
    const runs = runsBetween(rest, there, work);
    const covered = runs.reduce((sum, { length }) => sum + length, 0);
    const longest = runs.reduce((most, { length }) => Math.max(most, length), 0);
    const isKnown =
      covered >= fewCharacters && covered >= share * Math.min(piece.size, sizeOf(rest));
    if (longest < strong && !isKnown) continue;
    claims.push({ runs, covered });
    rest = rest.filter(
      ({ start }) => !runs.some((run) => start >= run.before && start < run.before + run.length),
    );
  }
  return claims;
}

const sizeOf = (words: readonly Word[]) =>
  words.reduce((sum, { start, end }) => sum + end - start, 0);

function runsBetween(words: readonly Word[], there: Piece, work: Work): TextRun[] {
  const common = commonRuns(
    words.map(({ text }) => text),
    there.words.map(({ text }) => text),
    work,
  );
  const runs = textRuns(common, words, there.words);
  const bounds = {
    before: { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 },
    after: { start: there.words[0]?.start ?? 0, end: there.words.at(-1)?.end ?? 0 },
  };
  return trustedRuns(runs, bounds, false);
}

/** Places of a text that are given away. */
class Spans {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  meets(start: number, length: number): boolean {
    const i = this.#after(start);
    return (this.#ends[i - 1] ?? 0) > start || (this.#starts[i] ?? Infinity) < start + length;
  }

  add(start: number, length: number): void {
    const i = this.#after(start);
    this.#starts.splice(i, 0, start);
    this.#ends.splice(i, 0, start + length);
  }

  /** The first span that begins after `start`. */
  #after(start: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
