import type { Language } from '../../proposal/probe.ts';
import type { SourceFile } from '../file/source-file.ts';
import type { Syntax } from '../file/file-syntax.ts';
import type { Fault } from './matcher.ts';

/** Is a file of this syntax read as the language? JavaScript and TypeScript are read as each other. */
export function readsAs(syntax: Syntax, language: Language): boolean {
  if (language !== 'javascript' && language !== 'typescript') return syntax === language;
  return syntax === 'javascript' || syntax === 'typescript' || syntax === 'tsx';
}

/** A file that an import or call probe includes, but whose syntax is not that of its language. */
export function languageFault({ syntax }: SourceFile, language: Language): Fault | undefined {
  if (readsAs(syntax, language)) return undefined;
  return { code: 'language', message: `holds what is looked for, but is not read as ${language}` };
}
