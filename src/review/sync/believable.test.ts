import { describe, expect, it } from 'vitest';
import { isBelievable, latestBelieved, newestBelieved } from './believable.ts';

const latest = latestBelieved(Date.parse('2026-03-01T12:00:00Z'));

describe('a moment that a server tells', () => {
  it.each([
    ['past', '2026-02-01T00:00:00Z', '2026-03-01T12:00:00Z', true],
    ['the present', '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', true],
    ['a second after its own clock', '2026-03-01T12:00:01Z', '2026-03-01T12:00:00Z', false],
    ['ahead of ours, not of its own', '2026-03-02T11:00:00Z', '2026-03-02T11:00:00Z', true],
    ['a day ahead of ours', '2026-03-02T12:00:00Z', '2026-03-02T12:00:00Z', true],
    [
      'more, while its own clock is as wrong',
      '2026-03-02T12:00:01Z',
      '2027-01-01T00:00:00Z',
      false,
    ],
    ['the future, its clock not told', '2027-01-01T00:00:00Z', undefined, false],
    ['the past, its clock not told', '2026-02-01T00:00:00Z', undefined, true],
    ['nothing', undefined, undefined, false],
    ['the past of a clock that is behind', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z', true],
    ['after a clock that is behind', '2026-02-01T00:00:00Z', '2020-01-01T00:00:00Z', false],
  ])('is believed or not: %s', (_, moment, present, expected) => {
    expect(isBelievable(moment, latest, present)).toBe(expected);
  });

  it('is a mark only where it can have been', () => {
    const moments = [
      '2026-01-01T00:00:00Z',
      undefined,
      '2027-01-01T00:00:00Z',
      '2026-02-01T00:00:00Z',
    ];
    expect(newestBelieved(moments, latest)).toBe('2026-02-01T00:00:00Z');
    expect(newestBelieved(['2027-01-01T00:00:00Z'], latest)).toBeUndefined();
  });
});
