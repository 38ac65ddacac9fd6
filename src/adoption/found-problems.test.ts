import { expect, test } from 'vitest';
import type { BlobScans } from './blob-scans.ts';
import { foundProblems } from './found-problems.ts';
import type { ScanProblem } from './scan.ts';
import type { Scanner } from './scanner.ts';
import type { PlacedProblems } from './walk-state.ts';

const problem = (message: string): ScanProblem => ({ code: 'manifest', message, probes: [0] });
const scanner = {
  names: ['requirement'],
  classOf: () => ({ contents: [0] }),
} as unknown as Scanner;
const scans = { scan: () => ({ problems: [problem('line 9')] }) } as unknown as BlobScans;
const placed = (path: string, ...messages: string[]) =>
  ({ path, blob: '', key: '', problems: messages.map(problem) }) as PlacedProblems;

test.each([
  [[placed('a.toml', 'line 1'), placed('a.toml', 'line 2')]],
  [[placed('a.toml', 'line 2'), placed('a.toml', 'line 1')]],
  [[placed('a.toml', 'line 2', 'line 1')]],
])('of several in the history one is told, in whatever order they were met', (all) => {
  const one = { code: 'manifest', path: 'a.toml', probes: ['requirement'] };
  expect(foundProblems([], scanner, scans, all)).toEqual([
    { ...one, at: 'history', message: 'line 1' },
  ]);
  // What stands at the head is told instead.
  const head = [{ path: 'a.toml', blob: 'b' }] as unknown as Parameters<typeof foundProblems>[0];
  expect(foundProblems(head, scanner, scans, all)).toEqual([
    { ...one, at: 'head', message: 'line 9' },
  ]);
});
