import { readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../../test/support/proposals.ts';
import { runIn } from '../../../test/support/site.ts';
import type { MutationReport } from './score.ts';

const code = `export function isBig(n: number): boolean {
  return n > 10;
}
const kept = { isBad: false };
export function keep(n: number): boolean {
  if (n < 0) kept.isBad = true;
  return kept.isBad;
}
export function all(n: number): number {
  let i = 0;
  while (i < n) i += 1;
  return i;
}
`;

const tests = `import { expect, test } from 'vitest';
import { all, isBig, keep } from './code.ts';
let times = 0;
test('passes the first time alone', () => {
  times++;
  isBig(10);
  expect(times).toBe(1);
});
test('finds what the run of another change may have left behind', () => {
  expect(keep(1)).toBe(false);
});
test('counts', () => {
  expect(all(3)).toBe(3);
});
`;

test('a change is noticed by a test that fails with it and, run again, passes without it, and by no other', async ({
  signal,
}) => {
  const folder = await temporaryFolder();
  for (const name of ['scripts', 'node_modules', 'package.json']) {
    await symlink(resolve(name), join(folder, name));
  }
  await writeFiles(folder, { 'src/a/code.ts': code, 'src/a/code.test.ts': tests });
  await runIn(folder, process.execPath, ['scripts/mutate.ts', 'src/a'], { signal });
  const known = await readFile(join(folder, '.cache/mutation/known.json'), 'utf8');
  const { files } = JSON.parse(known) as MutationReport;
  const lines = Object.groupBy(
    files['src/a/code.ts']?.mutants ?? [],
    ({ location }) => location.start.line,
  );
  const became = Object.entries(lines).map(([line, mutants = []]) => [
    Number(line),
    mutants.map(({ status, replacement }) => `${replacement}: ${status}`).sort(),
  ]);
  expect(Object.fromEntries(became)).toEqual({
    1: ['{}: Survived'],
    2: ['false: Survived', 'n <= 10: Survived', 'n >= 10: Survived', 'true: Survived'],
    4: ['true: Ignored', '{}: Ignored'],
    5: ['{}: Killed'],
    6: [
      'false: NoCoverage',
      'false: Survived',
      'n <= 0: Survived',
      'n >= 0: Killed',
      'true: Killed',
    ],
    9: ['{}: Killed'],
    11: ['false: Killed', 'i -= 1: Killed', 'i <= n: Killed', 'i >= n: Killed'],
  });
});
