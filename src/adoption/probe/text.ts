import { createContext, Script } from 'node:vm';
import type { z } from 'zod';
import type { textProbeSchema } from '../../proposal/probe.ts';
import { commentStart } from '../syntax/line-comment.ts';
import { kind } from '../syntax/kind.ts';
import { needsAll, type Needs } from './literal.ts';
import { UnreadableRepository } from '../problem.ts';
import type { Hit, Matcher } from './matcher.ts';
import { requiredLiterals } from './required-literal.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Of a line, a regular expression sees this many characters: longer ones are data or minified, and
 * a pattern that is tried from every position is quadratic in the length.
 */
export const longestLine = 2000;

/** Milliseconds that a regular expression may take on one file before it is given up. */
export const longestMatch = 2000;

/**
 * At most one hit per line and place. A match stands where its first character that is no blank
 * stands; in a comment or docstring it is none.
 */
export function textMatcher(probe: z.infer<typeof textProbeSchema>): Matcher {
  const expression = asExpression(probe.pattern);
  if (expression === undefined) {
    return {
      needs: [needsAll([probe.pattern])],
      match: (file) => (file.binary ? [] : collect(file, literalMatches(file.text, probe.pattern))),
    };
  }
  const required = requiredLiterals(expression);
  const { ignoreCase } = expression;
  const sign = required && new RegExp(required.map(escape).join('|'), ignoreCase ? 'gi' : 'g');
  return {
    // Bytes are compared as they are.
    needs: ignoreCase ? undefined : required?.map((text): Needs => needsAll([text])),
    match(file) {
      if (file.binary) return [];
      const lines = [...linesWith(file.text, sign)];
      if (lines.length === 0) return [];
      const matches = withinTime(() =>
        lines.flatMap((line) => expressionMatches(file.text, line, expression)),
      );
      if (matches === undefined) {
        const message = `${probe.pattern} took more than ${longestMatch / 1000} s; simplify the pattern`;
        file.problems.push({ code: 'pattern', message });
        return [];
      }
      return collect(file, matches);
    },
  };
}

/**
 * `/re/` or `/re/i` as a regular expression that can be matched repeatedly, else undefined.
 *
 * @throws UnreadableRepository if it is none: nothing can be read with it
 */
export function asExpression(pattern: string): RegExp | undefined {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(pattern);
  if (parts === null) return undefined;
  const [, source = '', flags = ''] = parts;
  try {
    return new RegExp(source, `${flags.replace(/[gy]/g, '')}g`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableRepository({ code: 'pattern', message: why });
  }
}

interface Line {
  /** From 1. */
  line: number;
  /** Offset of its first character, and of its end. */
  start: number;
  end: number;
}

interface Match extends Line {
  /** Offset of the match's first character that is no blank. */
  at: number;
}

/** The lines in which `sign` stands, each once; all lines if there is none. */
function* linesWith(text: string, sign: RegExp | undefined): Generator<Line> {
  const find = (from: number) => {
    if (sign === undefined) return from < text.length ? from : -1;
    sign.lastIndex = from;
    return sign.exec(text)?.index ?? -1;
  };
  let line = 1;
  let start = 0;
  for (let at = find(0); at >= 0;) {
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
    yield { line, start, end: text.charCodeAt(end - 1) === 0x0d ? Math.max(start, end - 1) : end };
    at = newline < 0 ? -1 : find(newline + 1);
  }
}

function literalMatches(text: string, literal: string): Match[] {
  return [...linesWith(text, new RegExp(escape(literal), 'g'))].flatMap((line) => {
    const matches: Match[] = [];
    let at = text.indexOf(literal, line.start);
    for (; at >= 0 && at < line.end; at = text.indexOf(literal, at + literal.length)) {
      matches.push({ ...line, at: skipBlanks(text, at) });
    }
    return matches;
  });
}

function expressionMatches(text: string, line: Line, expression: RegExp): Match[] {
  const { start, end } = line;
  const content = text.slice(start, Math.min(end, start + longestLine));
  return [...content.matchAll(expression)]
    .filter(([match]) => match !== '')
    .map(({ index }) => ({ ...line, at: skipBlanks(text, start + index) }));
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end++;
  return end;
}

function collect(file: SourceFile, matches: Iterable<Match>): Hit[] {
  const hits: Hit[] = [];
  const seen = new Set<string>();
  let kinds: Uint8Array | undefined;
  for (const match of matches) {
    kinds ??= file.kinds;
    const place = placeOf(file, kinds, match);
    const key = `${match.line} ${place}`;
    if (place === undefined || seen.has(key)) continue;
    seen.add(key);
    hits.push({ line: match.line, in: place });
  }
  return hits;
}

function placeOf(
  file: SourceFile,
  kinds: Uint8Array | undefined,
  { start, end, at }: Match,
): 'code' | 'strings' | undefined {
  if (kinds !== undefined) {
    if (kinds[at] === kind.string) return 'strings';
    return kinds[at] === kind.comment || kinds[at] === kind.docstring ? undefined : 'code';
  }
  if (file.syntax !== 'hash' && file.syntax !== 'ini') return 'code';
  const comment = commentStart(file.text.slice(start, end), file.syntax);
  return at - start < comment ? 'code' : undefined;
}

const script = new Script('job()');
const context: { job: () => void } = { job: () => undefined };
createContext(context);

/**
 * Runs `job` under the virtual machine's time limit, which also ends a regular expression that
 * backtracks without end; undefined if it did not finish.
 */
function withinTime<T>(job: () => T): T | undefined {
  let result: T | undefined;
  context.job = () => {
    result = job();
  };
  try {
    script.runInContext(context, { timeout: longestMatch });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    context.job = () => undefined;
  }
  return result;
}
