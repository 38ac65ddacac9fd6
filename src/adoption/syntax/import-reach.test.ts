import { expect, it } from 'vitest';
import { literal } from '../search/literal.ts';
import { lastImported } from './import-reach.ts';

it.each([
  ['import green', 7],
  ['from green import x', 5],
  ['from green.net import x', 5],
  ['import a, green', 10],
  ['import a,\\\n  green', 13],
  ['import \\\r\n green', 11],
  ['import\tgreen', 7],
  ['import green\nx = green.y\n', 7],
  ['import green\nimport green', 20],
  ['f(); import green', 12],
  ['import {{ green }}', 10],
  ['green = 1', -1],
  ['x = green', -1],
  ['reimport green', -1],
  ['a_from green', -1],
  ['import evergreen', -1],
  ['from a import (b)\n', -1],
])('of %j a statement that may import begins before %i', (text, at) => {
  expect(lastImported(Buffer.from(text), literal('green'))).toBe(at);
});
