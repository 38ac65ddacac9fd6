import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffableJson } from './diffable-json.ts';

test('what fits on 100 characters stays on one line, one more breaks it', () => {
  const fits = { key: 'x'.repeat(100 - '{ "key": "" }'.length) };
  expect(diffableJson(fits)).toBe(`{ "key": "${fits.key}" }\n`);
  expect(diffableJson({ key: `${fits.key}x` })).toBe(`{\n  "key": "${fits.key}x"\n}\n`);
});

test('the indentation, the key and the comma after it count', () => {
  // `  "a": [...],` has 100 characters with 86 of text, two of quotes and four more of brackets.
  const text = (n: number) => ({ a: ['x'.repeat(n)], b: 'y'.repeat(90) });
  const lineOf = (n: number) => diffableJson(text(n)).split('\n')[1] ?? '';
  expect(lineOf(88)).toBe(`  "a": ["${'x'.repeat(88)}"],`);
  expect(lineOf(88)).toHaveLength(100);
  expect(lineOf(89)).toBe('  "a": [');
});

test('an item of a list is one line of the diff', () => {
  const list = Array.from({ length: 4 }, (_, i) => ({ name: 'n'.repeat(30), i }));
  expect(diffableJson({ list }).split('\n').slice(0, 4)).toEqual([
    '{',
    '  "list": [',
    `    { "name": "${'n'.repeat(30)}", "i": 0 },`,
    `    { "name": "${'n'.repeat(30)}", "i": 1 },`,
  ]);
});

test('empty values, and members that are undefined', () => {
  expect(diffableJson({ a: {}, b: [], c: undefined, d: null })).toBe(
    '{ "a": {}, "b": [], "d": null }\n',
  );
  const long = 'x'.repeat(100);
  expect(diffableJson({ a: long, b: undefined })).toBe(`{\n  "a": "${long}"\n}\n`);
});

test.each([[undefined], [() => 1], [Number.NaN], [Infinity], [[1, undefined]]])(
  'what JSON cannot say is refused: %s',
  (value) => {
    expect(() => diffableJson(value)).toThrow(/^Expected a value that JSON can say, got /);
  },
);

test('it is JSON: read again, it is the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(diffableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
