import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutatedFolders, mutationRuns } from './targets.ts';

test('each folder has a run of its own, and every test that a run asks is there', () => {
  const runs = mutationRuns([]);
  expect(runs.map(({ folder }) => folder)).toEqual(mutatedFolders);
  for (const { testFiles } of runs) {
    for (const pattern of testFiles) {
      expect([pattern, globSync(pattern).length]).not.toEqual([pattern, 0]);
    }
  }
});

test('a file is changed alone, and asks the tests of its folder', () => {
  const [run, ...others] = mutationRuns(['src/status/why.ts', 'src/status/due.ts']);
  expect(others).toEqual([]);
  expect(run?.folder).toBe('src/status');
  expect(run?.mutate.slice(0, 2)).toEqual(['src/status/why.ts', 'src/status/due.ts']);
  expect(run?.testFiles).toEqual(['src/status/**/*.test.ts']);
});

test('what stands in no such folder asks the tests of its domain', () => {
  expect(mutationRuns(['src/adoption/manifest/', 'src/reviewer.ts'])).toMatchObject([
    { folder: 'src/adoption', testFiles: ['src/adoption/**/*.test.ts'] },
    { folder: 'src/reviewer.ts' },
  ]);
});
