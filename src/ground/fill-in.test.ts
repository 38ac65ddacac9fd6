import { expect, it } from 'vitest';
import { fillIn } from './fill-in.ts';

it.each([
  ['{a}/{b}', { a: '1', b: '2' }, '1/2'],
  ['{a}/{b}', { a: '{b}', b: '{a}' }, '{b}/{a}'],
  ['{a}{a}', { a: '$&' }, '$&$&'],
  ['{c} {} {a', { a: '1' }, '{c} {} {a'],
  ['{toString}', {}, '{toString}'],
])('%s with %j is %s', (text, values, filled) => {
  expect(fillIn(text, values)).toBe(filled);
});
