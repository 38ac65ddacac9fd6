import { describe, expect, test } from 'vitest';
import type { Claim } from '../proposal/claim.ts';
import type { Derived } from './derive.ts';
import { drift, latestClaim } from './drift.ts';
import type { Status } from './status.ts';

const claim = (status: Claim['status'], date = '2026-04-15'): Claim => ({
  projects: ['alpha'],
  stage: 'removed',
  status,
  date,
  source: 'Mailing list',
});
const derived = (status: Status): Derived => ({
  status,
  reason: '',
  since: { commit: 'a'.repeat(40), date: '2026-07-01T10:00:00Z' },
  left: [],
  missing: [],
  by: null,
  unknown: null,
});

test('of several claims the latest counts, of its own project and stage', () => {
  const claims = [
    claim('done', '2026-01-01'),
    claim('in progress', '2026-03-01'),
    claim('not started', '2025-01-01'),
  ];
  expect(latestClaim(claims, 'alpha', 'removed')?.status).toBe('in progress');
  expect(latestClaim(claims, 'cinder', 'removed')).toBeUndefined();
  expect(latestClaim(claims, 'alpha', 'other')).toBeUndefined();
});

describe('drift', () => {
  test('runs ahead when the repository is further than the claim', () => {
    expect(drift(claim('in progress'), derived('done'))).toEqual({
      direction: 'ahead',
      text: 'claimed in progress on 2026-04-15, done since 2026-07-01',
    });
  });

  test('falls behind when the claim says more than the repository', () => {
    expect(drift(claim('done'), derived('in progress'))?.direction).toBe('behind');
    expect(drift(claim('done'), derived('regressed'))?.direction).toBe('behind');
    expect(drift(claim('in progress'), derived('not started'))?.direction).toBe('behind');
  });

  test('is none while they agree, while nothing is claimed, and while nothing is known', () => {
    expect(drift(claim('done'), derived('done'))).toBeNull();
    expect(drift(claim('done'), derived('not affected'))).toBeNull();
    expect(drift(undefined, derived('done'))).toBeNull();
    expect(drift(claim('done'), derived('unknown'))).toBeNull();
  });
});
