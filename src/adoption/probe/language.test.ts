import { expect, it } from 'vitest';
import type { Language } from '../../proposal/probe.ts';
import type { Syntax } from '../file/file-syntax.ts';
import { SourceFile } from '../file/source-file.ts';
import { VersionMemory } from '../file/version-memory.ts';
import { languageFault, markupFault, readsAs } from './language.ts';

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

it.each<[Syntax, boolean]>([
  ['c', true],
  ['python', false],
  ['javascript', false],
])('C++ is read from %s: %s', (syntax, expected) => {
  expect(readsAs(syntax, 'cpp')).toBe(expected);
});

it.each<[what: string, syntax: Syntax, text: string, words: string[], isOutside: boolean]>([
  ['in its markup', 'vue', '<p @click="go()" />\n<script>\nstop()\n</script>', ['go'], true],
  ['in a script', 'vue', '<p />\n<script>\ngo()\n</script>', ['go'], false],
  ['in both', 'vue', '<p @click="go()" />\n<script>\ngo()\n</script>', ['go'], true],
  ['without a script', 'vue', '<p @click="go()" />', ['go'], true],
  [
    'one of two in its markup',
    'vue',
    '<p @click="go()" />\n<script>x()</script>',
    ['go', 'x'],
    false,
  ],
  ['nowhere', 'vue', '<p />', ['go'], false],
  ['no word', 'vue', '<p @click="go()" />', [], false],
  ['no markup', 'javascript', 'go()', ['go'], false],
])('what is looked for stands %s', (_what, syntax, text, words, isOutside) => {
  const name = { syntax, manifest: undefined, folder: '' };
  const file = new SourceFile(Buffer.from(text), name, 'a', new VersionMemory());
  expect(markupFault(file, words)).toEqual(
    isOutside
      ? { code: 'language', message: 'holds what is looked for in its markup, which is not read' }
      : undefined,
  );
});
