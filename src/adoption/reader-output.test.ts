import { expect, test } from 'vitest';
import { ReaderOutput } from './reader-output.ts';

const fatal = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n';
const stack = Array.from(
  { length: 60 },
  (_, i) => `${i}: 0xe4 node::Abort() [/${'a'.repeat(150)}]\n`,
);

test.each([
  ['alone', [fatal], true],
  ['before a stack of any length', [fatal, ...stack], true],
  ['in one piece with it', [fatal + stack.join('')], true],
  ['cut in two', ['FATAL ERROR: heap out of m', 'emory', ...stack], true],
  ['missing', ['TypeError: x\n', ...stack], false],
  ['missing, as all else is', [], false],
])('a full heap is told by its line: %s', (_, pieces, expected) => {
  const output = new ReaderOutput();
  for (const piece of pieces) output.add(piece);
  expect(output.isHeapFull).toBe(expected);
  expect(output.last.length).toBeLessThanOrEqual(2000);
  expect(output.last).toBe(pieces.join('').slice(-2000).trim());
});
