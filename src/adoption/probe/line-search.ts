import { mayBacktrack } from './required-literal.ts';
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

interface Line {
  /** From 1. */
  line: number;
  /** Offset of its first character, and of its end. */
  start: number;
  end: number;
}

export interface Match extends Line {
  /** Offset of the match's first character that is no blank. */
  at: number;
}

/** Offset of the next sign of a match from `from` on, or -1. */
type Find = (text: string, from: number) => number;

/** Without a sign that every match has, every line may hold one. */
function finderOf(required: readonly string[] | undefined, ignoreCase: boolean): Find {
  if (required === undefined) return (text, from) => (from < text.length ? from : -1);
  const [only = ''] = required;
  if (required.length === 1 && !ignoreCase) return (text, from) => text.indexOf(only, from);
  const sign = new RegExp(required.map(escape).join('|'), ignoreCase ? 'gi' : 'g');
  return (text, from) => {
    sign.lastIndex = from;
    return sign.exec(text)?.index ?? -1;
  };
}

/** The lines in which there is a sign, each once. */
function linesWith(text: string, find: Find): Line[] {
  const lines: Line[] = [];
  let line = 1;
  let start = 0;
  for (let at = find(text, 0); at >= 0;) {
    for (
      let end = text.indexOf('\n', start);
      end >= 0 && end < at;
      end = text.indexOf('\n', start)
    ) {
      line++;
      start = end + 1;
    }
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const bare = text.charCodeAt(end - 1) === 0x0d ? Math.max(start, end - 1) : end;
    lines.push({ line, start, end: bare });
    at = newline < 0 ? -1 : find(text, newline + 1);
  }
  return lines;
}

/** Every place in which a text stands that has no line break. */
export function literalMatches(text: string, literal: string): Match[] {
  return linesWith(text, (whole, from) => whole.indexOf(literal, from)).flatMap((line) => {
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
  readonly #find: Find;
  readonly #slow: boolean;
  /**
   * Offsets of the matches in lines seen before, of a slow expression: versions of a file differ in
   * few lines, and a line that took too long once is never tried again (`undefined`).
   */
  readonly #known = new Map<string, readonly number[] | undefined>();
  #tooLong = 0;

  constructor(expression: RegExp, required: readonly string[] | undefined) {
    this.#expression = expression;
    this.#find = finderOf(required, expression.ignoreCase);
    this.#slow = mayBacktrack(expression);
  }

  /** `givenUp`: the time limit ended it on one of the lines. */
  in(text: string): { matches: Match[]; givenUp: boolean } {
    const lines = linesWith(text, this.#find);
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
      const done = withinTime(() => {
        for (; next < fresh.length; next++) {
          const content = fresh[next] ?? '';
          this.#known.set(content, this.#offsets(content));
        }
      });
      if (done) break;
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
