import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesWith, type Line } from './line.ts';

/** Every line of a text, without what ends it. */
function allLines(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((content) => {
    const end = start + content.length - (content.endsWith('\r') ? 1 : 0);
    const line = { start, end };
    start += content.length + 1;
    return line;
  });
}

it('are the lines that hold the sign, once each, without what ends them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n', ' '), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.constantFrom('a', 'b', 'ab', 'aa'), (whole, sign) => {
      const found = linesWith(whole, (of, from) => of.indexOf(sign, from));
      expect(found).toEqual(
        allLines(whole).filter(({ start, end }) => whole.slice(start, end).includes(sign)),
      );
    }),
    { numRuns: 2000 },
  );
});

it('may be every line that has a character to begin at', () => {
  const every = (text: string, from: number) => (from < text.length ? from : -1);
  expect(linesWith('a\n\r\n\nb', every)).toEqual([
    { start: 0, end: 1 },
    { start: 2, end: 2 },
    { start: 4, end: 4 },
    { start: 5, end: 6 },
  ]);
  expect(linesWith('\na', every)).toEqual([
    { start: 0, end: 0 },
    { start: 1, end: 2 },
  ]);
  expect(linesWith('', every)).toEqual([]);
  expect(linesWith('\r', every)).toEqual([{ start: 0, end: 0 }]);
});
