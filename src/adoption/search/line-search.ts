import { mayBacktrack } from './required-literal.ts';
import { linesWith, type Find, type Line } from './line.ts';
import type { SourceFile } from '../file/source-file.ts';
import { withinTime } from './time-limit.ts';

/**
 * Of a line, a regular expression sees this many characters: longer ones are data or minified, and
 * a pattern that is tried from every position is quadratic in the length.
 */
export const longestLine = 2000;

/** So many distinct lines are remembered per expression. */
const mostKnown = 50_000;

/** An expression that took too long on so many lines is tried on no other. */
const mostTooLong = 3;

export interface Match extends Line {
  /** Offset of the match's first character that is no blank. */
  at: number;
}

/** The lines that can match; without a sign that every match has, all of them. */
function candidatesOf(
  required: readonly string[] | undefined,
  ignoreCase: boolean,
): (file: SourceFile) => readonly Line[] {
  if (required === undefined) {
    const every: Find = (text, from) => (from < text.length ? from : -1);
    return ({ text }) => linesWith(text, every);
  }
  const [only = ''] = required;
  if (required.length === 1 && !ignoreCase) return (file) => file.linesWith(only);
  const sign = new RegExp(required.map(escape).join('|'), ignoreCase ? 'gi' : 'g');
  const find: Find = (text, from) => {
    sign.lastIndex = from;
    return sign.exec(text)?.index ?? -1;
  };
  return ({ text }) => linesWith(text, find);
}

/** Every place in which a text stands that has no line break. */
export function literalMatches(file: SourceFile, literal: string): Match[] {
  const { text } = file;
  return file.linesWith(literal).flatMap((line) => {
    const matches: Match[] = [];
    let at = text.indexOf(literal, line.start);
    for (; at >= 0 && at < line.end; at = text.indexOf(literal, at + literal.length)) {
      matches.push({ ...line, at: skipBlanks(text, at) });
    }
    return matches;
  });
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end++;
  return end;
}

/** A regular expression that is held against lines, those alone that can match. */
export class LineSearch {
  readonly #expression: RegExp;
  readonly #candidates: (file: SourceFile) => readonly Line[];
  readonly #slow: boolean;
  /**
   * Offsets of the matches in lines seen before, of a slow expression: versions of a file differ in
   * few lines, and a line that took too long once is never tried again (`undefined`).
   */
  readonly #known = new Map<string, readonly number[] | undefined>();
  #tooLong = 0;

  constructor(expression: RegExp, required: readonly string[] | undefined) {
    this.#expression = expression;
    this.#candidates = candidatesOf(required, expression.ignoreCase);
    this.#slow = mayBacktrack(expression);
  }

  /** `givenUp`: the time limit ended it on one of the lines. */
  in(file: SourceFile): { matches: Match[]; givenUp: boolean } {
    const { text } = file;
    const lines = this.#candidates(file);
    const contents = lines.map(({ start, end }) =>
      text.slice(start, Math.min(end, start + longestLine)),
    );
    const givenUp = this.#slow && !this.#learn(contents);
    const matches = lines.flatMap((line, i) => {
      const content = contents[i] ?? '';
      const offsets = this.#slow ? (this.#known.get(content) ?? []) : this.#offsets(content);
      return offsets.map((offset) => ({ ...line, at: skipBlanks(text, line.start + offset) }));
    });
    return { matches, givenUp };
  }

  /** Makes all of these lines known; false if one took too long, now or before. */
  #learn(contents: readonly string[]): boolean {
    if (this.#known.size > mostKnown) this.#known.clear();
    const fresh = [...new Set(contents)].filter((content) => !this.#known.has(content));
    let next = 0;
    while (next < fresh.length && this.#tooLong < mostTooLong) {
      const first = next;
      const done = withinTime(() => {
        for (; next < fresh.length; next++) {
          const content = fresh[next] ?? '';
          this.#known.set(content, this.#offsets(content));
        }
      });
      if (done) break;
      // Many lines together took long, no single one.
      if (next > first) continue;
      this.#known.set(fresh[next++] ?? '', undefined);
      this.#tooLong++;
    }
    return contents.every((content) => this.#known.get(content) !== undefined);
  }

  #offsets(content: string): number[] {
    return [...content.matchAll(this.#expression)].flatMap(({ 0: match, index }) =>
      match === '' ? [] : [index],
    );
  }
}
