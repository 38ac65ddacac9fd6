import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Literal, literal, needsAll, sharedFirst } from './literal.ts';

describe('a literal', () => {
  it('is found wherever the bytes are, and nowhere else', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'v', 'e', 'x', '_', 'é'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(letters, letters, (blob, text) => {
        fc.pre(text.length > 0);
        const bytes = Buffer.from(blob);
        expect(new Literal(text).isIn(bytes)).toBe(bytes.includes(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is found at the very beginning, at the very end and after a near miss', () => {
    const word = new Literal('monkey_patch');
    expect(word.isIn(Buffer.from('monkey_patch'))).toBe(true);
    expect(word.isIn(Buffer.from('donkey_patch monkey_patc monkey_patch'))).toBe(true);
    expect(word.isIn(Buffer.from('key_patch'))).toBe(false);
    expect(word.isIn(Buffer.from('monkey_patc'))).toBe(false);
  });

  it('stands first in every list that shares it with most others', () => {
    const lists = [[needsAll(['x', 'longer'])], [needsAll(['longest', 'x']), needsAll(['x'])]];
    const texts = sharedFirst(lists).map((list) => list.map((one) => one.map(({ text }) => text)));
    expect(texts).toEqual([[['x', 'longer']], [['x', 'longest'], ['x']]]);
    const long = sharedFirst([[needsAll(['longer', 'x'])], [needsAll(['longer', 'y'])]]);
    expect(long.flat().map((one) => one.map(({ text }) => text))).toEqual([
      ['longer', 'x'],
      ['longer', 'y'],
    ]);
  });

  it('is one and the same for the same text', () => {
    expect(literal('green')).toBe(literal('green'));
    expect(literal('green')).not.toBe(literal('greens'));
    expect(needsAll(['green'])[0]).toBe(literal('green'));
  });

  it('stands once in what a blob needs, the longest first, then by its letters, never empty', () => {
    const texts = needsAll(['b', 'longer', 'a', '', 'b', 'c']).map(({ text }) => text);
    expect(texts).toEqual(['longer', 'a', 'b', 'c']);
  });

  it('begins its search at its rarest byte, wherever that stands', () => {
    for (const text of ['x', 'xe', 'executor', 'spawn_n', 'eeeeeeeex', 'é', 'ée', 'e'.repeat(20)]) {
      const one = new Literal(text);
      const bytes = Buffer.from(text);
      expect([text, one.isIn(bytes)]).toEqual([text, true]);
      expect(one.isIn(Buffer.concat([Buffer.from('zz'), bytes, Buffer.from('z')]))).toBe(true);
      expect(one.isIn(bytes.subarray(1))).toBe(false);
      expect(one.isIn(bytes.subarray(0, -1))).toBe(false);
      expect(one.isIn(Buffer.alloc(0))).toBe(false);
    }
  });
});
