import { describe, expect, it } from 'vitest';
import { ageOf } from './review-age.ts';

describe('ageOf', () => {
  it.each([
    ['2026-06-30T23:00:00Z', 'today'],
    ['2026-06-29T00:00:00Z', '1 day ago'],
    ['2026-05-02T00:00:00Z', '59 days ago'],
    ['2026-05-01T00:00:00Z', '1 month ago'],
    ['2025-06-30T00:00:00Z', '11 months ago'],
    ['2024-06-01T00:00:00Z', '2 years ago'],
    // A server's clock may go before the reader's.
    ['2026-07-03T00:00:00Z', 'today'],
  ])('%s was %s', (moment, said) => {
    expect(ageOf(moment, Date.parse('2026-06-30T23:30:00Z'))).toBe(said);
  });
});
