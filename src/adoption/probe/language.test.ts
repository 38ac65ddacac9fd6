import { expect, it } from 'vitest';
import type { Language } from '../../proposal/probe.ts';
import type { Syntax } from '../file/file-syntax.ts';
import { SourceFile } from '../file/source-file.ts';
import { VersionMemory } from '../file/version-memory.ts';
import { languageFault, readsAs } from './language.ts';

it.each<[Language, Syntax[]]>([
  ['python', ['python']],
  ['javascript', ['javascript', 'typescript', 'tsx']],
  ['typescript', ['javascript', 'typescript', 'tsx']],
])('%s is read from files of %j alone', (language, readable) => {
  const all: Syntax[] = ['python', 'javascript', 'typescript', 'tsx', 'hash', 'ini', 'plain'];
  for (const syntax of all) {
    expect([syntax, readsAs(syntax, language)]).toEqual([syntax, readable.includes(syntax)]);
    const name = { syntax, manifest: undefined, folder: '' };
    const file = new SourceFile(Buffer.from(''), name, 'a', new VersionMemory());
    expect(languageFault(file, language)).toEqual(
      readable.includes(syntax)
        ? undefined
        : {
            code: 'language',
            message: `holds what is looked for, but is not read as ${language}`,
          },
    );
  }
});
