import { expect, test } from 'vitest';
import { expressionParts, patternTextSchema } from './pattern-text.ts';

test.each([
  ['/a/', { source: 'a', flags: '' }],
  ['/a/i', { source: 'a', flags: 'i' }],
  ['/a/b/gi', { source: 'a/b', flags: 'gi' }],
  ['/a\nb/', { source: 'a\nb', flags: '' }],
  ['a', undefined],
  ['//', undefined],
  ['//i', undefined],
  ['/a', undefined],
  ['a/b/', undefined],
  ['/a/I', undefined],
  ['/a/i ', undefined],
])('%j', (text, parts) => {
  expect(expressionParts(text)).toEqual(parts);
});

const fault = (value: unknown) => patternTextSchema.safeParse(value).error?.issues[0]?.message;

test('a literal and an expression are taken, and what is none says why', () => {
  expect(['', '(', 'a', '/(/x/', '/a/i'].map(fault)).toEqual([
    ...[undefined, undefined, undefined],
    expect.stringMatching(
      /^expected a JavaScript regular expression between the slashes: Invalid regular expression/,
    ),
    undefined,
  ]);
  expect(fault('/a/xx')).toMatch(/between the slashes: .*flags/i);
  expect(fault(3)).toBe('expected text; put a number, or true and false, in quotes');
});

test('up to 500 signs, and of a longer one nothing else is said', () => {
  expect(fault('x'.repeat(500))).toBeUndefined();
  expect(patternTextSchema.safeParse(`/(${'x'.repeat(500)}/`).error?.issues).toHaveLength(1);
});
