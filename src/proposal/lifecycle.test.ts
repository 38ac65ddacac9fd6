import { expect, test } from 'vitest';
import {
  isOver,
  needsSettledConcerns,
  proposalStatuses,
  proposalStatusSchema,
} from './lifecycle.ts';

test('what is completed, rejected, withdrawn or superseded is over; what is deferred waits', () => {
  expect(proposalStatuses.filter(isOver)).toEqual([
    'completed',
    'rejected',
    'withdrawn',
    'superseded',
  ]);
});

test('from accepted on, no blocking concern may hold a proposal up', () => {
  expect(proposalStatuses.filter(needsSettledConcerns)).toEqual([
    'accepted',
    'active',
    'completed',
  ]);
});

test('words of before are read as those of today', () => {
  expect(proposalStatusSchema.parse('in review')).toBe('proposed');
  expect(proposalStatusSchema.parse('done')).toBe('completed');
  for (const status of proposalStatuses) expect(proposalStatusSchema.parse(status)).toBe(status);
});
