import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SourceFile, type FileName } from './source-file.ts';
import { VersionMemory } from './version-memory.ts';

it('tells the line of a character, whatever was asked before', () => {
  const piece = fc.constantFrom(
    ...['a = 1', '\n', '\n\n', '"""x\n', '"""', '# c\n', '(', ')', '\r\n', '\r'],
  );
  const syntax = fc.constantFrom<FileName['syntax'][]>('python', 'ini');
  fc.assert(
    fc.property(fc.array(piece), syntax, fc.array(fc.nat(30)), (pieces, read, asked) => {
      const name = { syntax: read, manifest: undefined, folder: '' };
      const file = new SourceFile(Buffer.from(pieces.join('')), name, 'a', new VersionMemory());
      for (const one of asked) {
        const offset = Math.min(one, file.text.length);
        if (one % 3 === 0) file.kindsTo(offset);
        expect(file.lineOf(offset)).toBe(file.text.slice(0, offset).split('\n').length);
      }
    }),
    { numRuns: 1000 },
  );
});

it('reads text as UTF-8, whether or not all of it is ASCII', () => {
  const name = { syntax: 'python', manifest: undefined, folder: '' } as const;
  const textOf = (bytes: Buffer) => new SourceFile(bytes, name, 'a', new VersionMemory()).text;
  expect(textOf(Buffer.from('a = 1\n'))).toBe('a = 1\n');
  expect(textOf(Buffer.from('é = "ü"\n'))).toBe('é = "ü"\n');
  expect(textOf(Buffer.from([0x61, 0xe9, 0x62]))).toBe('a\ufffdb');
});
