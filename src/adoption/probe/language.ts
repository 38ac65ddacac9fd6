import type { Language } from '../../proposal/probe.ts';
import type { PatternLanguage } from '../../proposal/syntax-probe.ts';
import type { SourceFile } from '../file/source-file.ts';
import type { Syntax } from '../file/file-syntax.ts';
import type { Fault } from './matcher.ts';

/** Is a file of this syntax read as the language? JavaScript and TypeScript are read as each other. */
export function readsAs(syntax: Syntax, language: Language | PatternLanguage): boolean {
  if (language === 'cpp') return syntax === 'c';
  if (language !== 'javascript' && language !== 'typescript') return syntax === language;
  return syntax === 'javascript' || syntax === 'typescript' || syntax === 'tsx';
}

/** A file that an import, call or syntax probe includes, but whose syntax is not that of its language. */
export function languageFault(
  { syntax }: SourceFile,
  language: Language | PatternLanguage,
): Fault | undefined {
  if (readsAs(syntax, language)) return undefined;
  return { code: 'language', message: `holds what is looked for, but is not read as ${language}` };
}
