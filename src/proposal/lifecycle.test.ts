import { expect, test } from 'vitest';
import { isOver, needsSettledConcerns, proposalStatusSchema } from './lifecycle.ts';

test('a proposal is over once it is done, refused, taken back or replaced', () => {
  expect(proposalStatusSchema.options.filter(isOver)).toEqual([
    'done',
    'rejected',
    'withdrawn',
    'superseded',
  ]);
});

test('what is accepted or done has no blocking concern open', () => {
  expect(proposalStatusSchema.options.filter(needsSettledConcerns)).toEqual(['accepted', 'done']);
});
