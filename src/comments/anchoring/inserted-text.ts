import type { Alignment } from './alignment.ts';
import {
  nearestMatch,
  sameNumbers,
  searchSteps,
  sharedWords,
  type NearMatch,
} from './near-match.ts';
import { overlap, type TextRange } from './text-range.ts';
import type { Work } from './work.ts';
import { wordsOf, type Word } from './words.ts';

/** A quote with fewer characters or words than this stands in too many places to be known again. */
const fewest = { characters: 24, words: 4 };
/** A quote shorter than this must have its context with it. */
const shortQuote = 48;
const context = 64;
const leastContext = 0.6;
/** How near a candidate must come, and how far ahead of the next. */
const least = 0.6;
const ahead = 0.05;
const leastWords = 0.5;
/** More of what stood in the old text than this: the candidate is no new text. */
const mostOld = 0.3;
/** A longer quote is known by its parts' runs or not at all; the work grows with its square. */
const longestQuote = 4000;
/** A word that was inserted more often says nothing about the place. */
const mostOften = 64;
const candidatesTried = 4;

/** What the new text has that the old had not, to be searched for what was edited and moved at once. */
export class InsertedText {
  readonly #text: string;
  readonly #inserted: readonly TextRange[];
  readonly #work: Work;
  #places: Map<string, number[]> | undefined;

  constructor({ after, inserted }: Alignment, work: Work) {
    this.#text = after;
    this.#inserted = inserted;
    this.#work = work;
  }

  /** The one place that is near enough to a passage of the text before, and clearly nearer than the next. */
  find(before: string, range: TextRange): NearMatch | undefined {
    const quote = before.slice(range.start, range.end);
    const words = wordsOf(before, range);
    const isLong = quote.length >= fewest.characters && quote.length <= longestQuote;
    if (!isLong || words.filter(({ isWord }) => isWord).length < fewest.words) return undefined;
    const found: NearMatch[] = [];
    for (const start of this.#starts(words, range.start, quote.length)) {
      const margin = Math.ceil(quote.length / 2) + 16;
      const within = {
        start: Math.max(0, start - margin),
        end: Math.min(this.#text.length, start + quote.length + margin),
      };
      if (!this.#work.take(searchSteps(quote.length, within.end - within.start))) return undefined;
      const match = nearestMatch(quote, this.#text, within, least - 2 * ahead);
      if (match !== undefined && !found.some((other) => overlap(other.range, match.range) > 0)) {
        found.push(match);
      }
    }
    const [best, next] = found.sort((a, b) => b.similarity - a.similarity);
    if (best === undefined || best.similarity < least) return undefined;
    if (next !== undefined && best.similarity - next.similarity < ahead) return undefined;
    return this.#isIt(before, range, best) ? best : undefined;
  }

  #isIt(before: string, range: TextRange, match: NearMatch): boolean {
    const quote = before.slice(range.start, range.end);
    const { start, end } = match.range;
    const text = this.#text.slice(start, end);
    const isNew = this.#inserted.reduce((sum, one) => sum + overlap(one, match.range), 0);
    if (text.length - isNew > mostOld * text.length) return false;
    if (!sameNumbers(quote, text) || sharedWords(quote, text) < leastWords) return false;
    if (quote.length >= shortQuote) return true;
    const sides = [
      [
        before.slice(Math.max(0, range.start - context), range.start),
        { start: start - context - 16, end: start },
      ],
      [before.slice(range.end, range.end + context), { start: end, end: end + context + 16 }],
    ] as const;
    return sides.some(([side, within]) => {
      const there = {
        start: Math.max(0, within.start),
        end: Math.min(this.#text.length, within.end),
      };
      return side.length >= context / 2 && nearestMatch(side, this.#text, there, leastContext);
    });
  }

  /** Where the quote would begin by most of its words, the likeliest first. */
  #starts(words: readonly Word[], start: number, length: number): number[] {
    const width = Math.max(24, Math.floor(length / 4));
    const votes = new Map<number, number>();
    const places = (this.#places ??= this.#placesOfWords());
    for (const word of words) {
      const there = places.get(word.text.toLowerCase()) ?? [];
      if (there.length > mostOften) continue;
      for (const at of there) {
        const bin = Math.floor((at - (word.start - start)) / width);
        for (const near of [bin, bin + 1]) {
          votes.set(near, (votes.get(near) ?? 0) + 1 / Math.sqrt(there.length));
        }
      }
    }
    return [...votes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, candidatesTried)
      .map(([bin]) => bin * width);
  }

  #placesOfWords(): Map<string, number[]> {
    const places = new Map<string, number[]>();
    for (const range of this.#inserted) {
      for (const { text, start, isWord } of wordsOf(this.#text, range)) {
        if (!isWord) continue;
        const key = text.toLowerCase();
        const there = places.get(key);
        if (there === undefined) places.set(key, [start]);
        else if (there.length <= mostOften) there.push(start);
      }
    }
    return places;
  }
}
