import { describe, expect, test } from 'vitest';
import { whyNoAnswer } from './answers-to.ts';
import { engineVersion } from './engine-version.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

const onDefault: AdoptionSnapshot = {
  format: 2,
  project: 'alpha',
  engine: engineVersion,
  repository: 'https://example.org/web/alpha',
  ref: 'main',
  commit: null,
  date: null,
  history: { since: '2024-01-01', from: null, commits: 0 },
  problems: [],
  dependencies: { projects: [], complete: true },
  parts: [],
  partsComplete: true,
  wrappersFound: [],
  probes: {},
  partProbes: {},
};
const snapshot = { ...onDefault, branch: 'main' };
const asked = { repository: 'https://example.org/web/alpha', branch: 'main' };

describe('a snapshot', () => {
  test('answers the repository, branch and day that it was read for', () => {
    expect(whyNoAnswer(snapshot, asked, '2024-01-01')).toBeUndefined();
    expect(whyNoAnswer(onDefault, { repository: asked.repository }, '2024-01-01')).toBeUndefined();
  });

  test('is no answer to another repository, branch or day, or where an older engine wrote it', () => {
    const moved = { ...asked, repository: 'https://example.org/web/beta' };
    expect(whyNoAnswer(snapshot, moved, '2024-01-01')).toContain('another repository, https');
    expect(whyNoAnswer(snapshot, { ...asked, branch: 'next' }, '2024-01-01')).toBe(
      'read from another branch, main, not next',
    );
    expect(whyNoAnswer(snapshot, { repository: asked.repository }, '2024-01-01')).toBe(
      'read from another branch, main, not the default',
    );
    expect(whyNoAnswer(snapshot, asked, '2023-12-31')).toBe(
      'read from 2024-01-01 on, not from 2023-12-31',
    );
    const older = { ...snapshot, engine: engineVersion - 1 };
    expect(whyNoAnswer(older, asked, '2024-01-01')).toBe('read by an older engine');
  });
});
