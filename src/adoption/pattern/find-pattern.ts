import type { Pattern, PatternLanguage } from '../../proposal/syntax-probe.ts';
import type { SyntaxNode } from './grammars.ts';

/** What a thread is asked. */
export interface PatternQuestion {
  language: PatternLanguage;
  /** Absent where it is the text that was asked about before. */
  text?: string;
  pattern: Pattern;
  /** Words that each match holds. */
  words: readonly string[];
}

/** What was found. */
export interface PatternAnswer {
  /** Of each match where it begins, from 1. */
  lines: number[];
  /** Where the grammar lost the way in lines that hold all the words, and found no match: from 1. */
  lostAt?: number;
}

/** Finds each match of a pattern in a tree, and the places in which one may have been missed. */
export function findPattern(
  root: SyntaxNode,
  { pattern, words }: PatternQuestion,
  text: string,
): PatternAnswer {
  const found = root.findAll({ rule: { pattern } }).map((node) => node.range());
  const lines = found.map(({ start }) => start.line + 1);
  const written = text.split('\n');
  for (const node of root.findAll({ rule: { kind: 'ERROR' } })) {
    const { start, end } = node.range();
    if (found.some((one) => one.start.line >= start.line && one.start.line <= end.line)) continue;
    const part = written.slice(start.line, end.line + 1).join('\n');
    if (words.every((word) => part.includes(word))) return { lines, lostAt: start.line + 1 };
  }
  return { lines };
}
