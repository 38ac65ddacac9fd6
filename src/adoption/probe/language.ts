import type { Language } from '../../proposal/probe.ts';
import type { PatternLanguage } from '../../proposal/syntax-probe.ts';
import type { SourceFile } from '../file/source-file.ts';
import { isMarkup, isScriptSyntax, type Syntax } from '../file/file-syntax.ts';
import type { Fault } from './matcher.ts';

/**
 * Is a file of this syntax read as the language? JavaScript and TypeScript are read as each other, and from the
 * script blocks of markup.
 */
export function readsAs(syntax: Syntax, language: Language | PatternLanguage): boolean {
  if (language === 'cpp') return syntax === 'c';
  if (language !== 'javascript' && language !== 'typescript') return syntax === language;
  return isScriptSyntax(syntax) || isMarkup(syntax);
}

/** A file that an import, call or syntax probe includes, but whose syntax is not that of its language. */
export function languageFault(
  { syntax }: SourceFile,
  language: Language | PatternLanguage,
): Fault | undefined {
  if (readsAs(syntax, language)) return undefined;
  return { code: 'language', message: `holds what is looked for, but is not read as ${language}` };
}

/** What is asked for may be called from the markup around the scripts, which is not read. */
export function markupFault(file: SourceFile, words: readonly string[]): Fault | undefined {
  if (!isMarkup(file.syntax) || words.length === 0) return undefined;
  const { text, script } = file;
  const isOutside = words.every((word) => count(text, word) > count(script?.text ?? '', word));
  return isOutside
    ? { code: 'language', message: 'holds what is looked for in its markup, which is not read' }
    : undefined;
}

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}
