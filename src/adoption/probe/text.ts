import type { z } from 'zod';
import type { textProbeSchema } from '../../proposal/probe.ts';
import { kind } from '../syntax/kind.ts';
import { needsAll, type Needs } from '../search/literal.ts';
import { asExpression } from '../search/expression.ts';
import type { Hit, Matcher } from './matcher.ts';
import { literalMatches, LineSearch, type Match } from '../search/line-search.ts';
import { requiredLiterals } from '../search/required-literal.ts';
import type { SourceFile } from '../file/source-file.ts';
import { matchLimitMs } from '../search/time-limit.ts';

/**
 * At most one hit per line and place. A match stands where its first character that is no blank
 * stands; in a comment or docstring it is none.
 */
export function textMatcher(probe: z.infer<typeof textProbeSchema>): Matcher {
  const { pattern } = probe;
  const expression = asExpression(pattern, 'g');
  if (expression === undefined) {
    return {
      needs: [needsAll([pattern])],
      // What stands for bytes that are no text is none of the bytes of a line.
      lines: /[\r\n\ufffd]/.test(pattern.toWellFormed()) ? undefined : [pattern],
      match: (file) => ({ hits: collect(file, literalMatches(file, pattern)) }),
    };
  }
  const required = requiredLiterals(expression);
  const search = new LineSearch(expression, required);
  return {
    // Bytes are compared as they are.
    needs: expression.ignoreCase ? undefined : required?.map((text): Needs => needsAll([text])),
    lines: expression.ignoreCase ? undefined : required,
    match(file) {
      const { matches, givenUp } = search.in(file);
      const hits = collect(file, matches);
      if (!givenUp) return { hits };
      const message = `${pattern} took more than ${matchLimitMs / 1000} s; simplify the pattern`;
      return { hits, fault: { code: 'pattern', message } };
    },
  };
}

function collect(file: SourceFile, matches: readonly Match[]): Hit[] {
  const hits: Hit[] = [];
  const seen = new Set<string>();
  let kinds: Uint8Array | undefined;
  const reach = matches.reduce((most, { at }) => Math.max(most, at), 0);
  for (const match of matches) {
    kinds ??= file.kindsTo(reach);
    const place = placeOf(kinds, match);
    const key = `${match.start} ${place}`;
    if (place === undefined || seen.has(key)) continue;
    seen.add(key);
    hits.push({ line: file.lineOf(match.start), in: place });
  }
  return hits;
}

function placeOf(kinds: Uint8Array | undefined, { at }: Match): 'code' | 'strings' | undefined {
  const found = kinds?.[at];
  if (found === kind.string) return 'strings';
  return found === kind.comment || found === kind.docstring ? undefined : 'code';
}
