import { LRUCache } from 'lru-cache';
import { linesWith, type Find, type Line } from './line.ts';
import type { SourceFile } from '../file/source-file.ts';
import { ownText } from '../../ground/own-text.ts';
import { matchLimitMs, withinTime } from './time-limit.ts';

/** Characters of the lines that are remembered per expression. */
const mostKnownCharacters = 4 * 1024 * 1024;

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
    // No further than a match can reach that begins in the line.
    const near = text.slice(line.start, line.end + literal.length - 1);
    let at = near.indexOf(literal);
    for (; at >= 0; at = near.indexOf(literal, at + literal.length)) {
      matches.push({ ...line, at: skipBlanks(text, line.start + at) });
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

/** What a line came to: offsets of its matches, or that it took too long. */
type Known = readonly number[] | 'too long';

/**
 * A regular expression that is held against lines, those alone that can match, always under a limit
 * of time: no look at an expression tells which of them never end.
 */
export class LineSearch {
  readonly #expression: RegExp;
  readonly #candidates: (file: SourceFile) => readonly Line[];
  /**
   * Lines seen before: versions of a file differ in few lines, and a line that took too long once is
   * not tried again while it is known.
   */
  readonly #known = new LRUCache<string, Known>({
    maxSize: mostKnownCharacters,
    sizeCalculation: (known, line) => line.length + known.length + 1,
  });
  readonly #limitMs: number;
  #tooLong = 0;

  /** @param limitMs milliseconds of computing that it may take on one line */
  constructor(
    expression: RegExp,
    required: readonly string[] | undefined,
    limitMs: number = matchLimitMs,
  ) {
    this.#expression = expression;
    this.#limitMs = limitMs;
    this.#candidates = candidatesOf(required, expression.ignoreCase);
  }

  /** `givenUp`: the time limit ended it on one of the lines. */
  in(file: SourceFile): { matches: Match[]; givenUp: boolean } {
    const { text } = file;
    const lines = this.#candidates(file);
    const contents = lines.map(({ start, end }) => text.slice(start, end));
    const results = this.#search(contents);
    const matches = lines.flatMap((line, i) => {
      const known = results.get(contents[i] ?? '');
      const offsets = known === undefined || known === 'too long' ? [] : known;
      return offsets.map((offset) => ({ ...line, at: skipBlanks(text, line.start + offset) }));
    });
    const givenUp = contents.some((content) => !Array.isArray(results.get(content)));
    return { matches, givenUp };
  }

  /** Of each of these lines what it came to; one that is not in the result was not tried. */
  #search(contents: readonly string[]): ReadonlyMap<string, Known> {
    const results = new Map<string, Known>();
    const fresh: string[] = [];
    for (const content of new Set(contents)) {
      const known = this.#known.get(content);
      if (known === undefined) fresh.push(content);
      else results.set(content, known);
    }
    const keep = (content: string, known: Known) => {
      results.set(content, known);
      this.#known.set(ownText(content), known);
    };
    let next = 0;
    while (next < fresh.length && this.#tooLong < mostTooLong) {
      const first = next;
      const done = withinTime(() => {
        for (; next < fresh.length; next++) {
          const content = fresh[next] ?? '';
          keep(content, this.#offsets(content));
        }
      }, this.#limitMs);
      if (done) break;
      // Many lines together took long, no single one.
      if (next > first) continue;
      keep(fresh[next++] ?? '', 'too long');
      this.#tooLong++;
    }
    return results;
  }

  #offsets(content: string): number[] {
    return [...content.matchAll(this.#expression)].flatMap(({ 0: match, index }) =>
      match === '' ? [] : [index],
    );
  }
}
