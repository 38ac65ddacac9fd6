import type { NapiConfig } from '@ast-grep/napi';
import type { Fix } from '../../proposal/fix.ts';
import { parsed, type SyntaxNode } from '../pattern/grammars.ts';
import { fillInMatched } from './fill-in-matched.ts';

/** Lines of the old text that a change took the place of, from 1. */
export interface ChangedLines {
  first: number;
  last: number;
}

/** What a fix made of a text. */
export interface Fixed {
  text: string;
  changed: ChangedLines[];
}

/** The part of a fix that changes code. */
export type FixingPart = Pick<Fix, 'language' | 'rule' | 'constraints' | 'fix'>;

/** The result is no code, or less of it than before. */
export class BreaksCode extends Error {
  override name = 'BreaksCode';
}

/**
 * Puts a fix to a text.
 *
 * @param lines those on which a match may begin, from 1; undefined: any
 * @throws {BreaksCode}, and what ast-grep says of a rule that it cannot read
 */
export function applyFix(
  { language, rule, constraints, fix }: FixingPart,
  text: string,
  lines?: ReadonlySet<number>,
): Fixed {
  const root = parsed(language, text);
  const asked: NapiConfig = {
    rule,
    ...(constraints === undefined ? {} : { constraints }),
  } as NapiConfig;
  const changed: ChangedLines[] = [];
  const pieces: string[] = [];
  let done = 0;
  for (const match of root.findAll(asked)) {
    const { start, end } = match.range();
    // A match within one that was taken is part of what was written there.
    if (start.index < done || lines?.has(start.line + 1) === false) continue;
    const written = fillInMatched(fix, match, text);
    if (written === match.text()) continue;
    pieces.push(text.slice(done, start.index), written);
    done = end.index;
    changed.push({ first: start.line + 1, last: end.line + 1 });
  }
  if (changed.length === 0) return { text, changed };
  const result = pieces.join('') + text.slice(done);
  if (errorsIn(parsed(language, result)) > errorsIn(root)) {
    throw new BreaksCode(`what comes of it is no code of ${language}`);
  }
  return { text: result, changed };
}

/** Places in which a grammar lost the way. */
function errorsIn(root: SyntaxNode): number {
  return root.findAll({ rule: { kind: 'ERROR' } }).length;
}
