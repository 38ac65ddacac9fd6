import {
  withoutVariables,
  type Pattern,
  type PatternLanguage,
} from '../../proposal/syntax-probe.ts';
import { parsed } from './grammars.ts';

/** A name that stands for a variable where a pattern is parsed as code. */
const sample = 'metavariable';

/** Code that a pattern may match: each variable is a name. */
export function sampleOf(text: string): string {
  return withoutVariables(text, sample);
}

/** The words that each match of a pattern holds; none if it cannot be told. */
export function patternWords(pattern: Pattern, language: PatternLanguage): string[] {
  const words = meantIn(pattern, language)?.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return [...new Set(words)].filter((word) => word !== sample);
}

function meantIn(pattern: Pattern, language: PatternLanguage): string | undefined {
  if (typeof pattern === 'string') return sampleOf(pattern);
  try {
    const root = parsed(language, sampleOf(pattern.context));
    return root.find({ rule: { kind: pattern.selector } })?.text();
  } catch {
    // No kind of the grammar: `npm run check` says so.
    return undefined;
  }
}
