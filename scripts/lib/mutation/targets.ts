import { createHash } from 'node:crypto';
import { compareText } from '../../../src/ground/problem.ts';

/** The folders that a mutation run covers; one may be given with a folder or file below it. */
export const mutatedFolders = [
  'src/status',
  'src/proposal',
  'src/review',
  'src/adoption/probe',
  'src/adoption/search',
] as const;

/** Never mutated: tests, and what talks to servers, whose tests need them. */
const neverMutated = ['!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/review/sync/**'];

/** Tests that stand elsewhere than beside what they are about. */
const testsElsewhere: Readonly<Record<string, readonly string[]>> = {
  'src/adoption/probe': [
    'src/adoption/search/*.test.ts',
    'test/adoption/{call,dependency,import,text}.test.ts',
  ],
};

/** What one run of Stryker changes, and the tests that it asks about each change. */
export interface MutationRun {
  /** The folder that the run is about, or in which what was asked for stands. */
  folder: string;
  /** The folder, or the parts of it that were asked for; may be cut where they are many. */
  name: string;
  mutate: string[];
  testFiles: string[];
}

/**
 * A run for each folder: only the tests beside a folder's files say whether a change of them is
 * noticed. That a test of a page would notice, too, helps nobody who looks for what is wrong, and all
 * tests that reach a file take ten times as long.
 */
export function mutationRuns(asked: readonly string[]): MutationRun[] {
  const runs = new Map<string, MutationRun>();
  for (const path of asked.length === 0 ? mutatedFolders : asked) {
    const plain = path.replace(/\/+$/, '');
    const folder = folderOf(plain);
    const run = runs.get(folder) ?? {
      folder,
      name: folder,
      mutate: [],
      testFiles: [`${folder}/**/*.test.ts`, ...(testsElsewhere[folder] ?? [])],
    };
    run.mutate.push(plain.endsWith('.ts') ? plain : `${plain}/**/*.ts`);
    runs.set(folder, run);
  }
  return [...runs.values()].map((run) => ({
    ...run,
    name: run.mutate.includes(`${run.folder}/**/*.ts`) ? run.folder : nameOf(run.mutate),
    mutate: [...run.mutate, ...neverMutated],
  }));
}

/** Short enough for a file's name; two lists of parts have two names. */
function nameOf(parts: readonly string[]): string {
  const all = [...parts].sort(compareText).join('+').replaceAll('*', '_');
  const hash = createHash('sha256').update(all).digest('hex').slice(0, 12);
  return all.length <= 100 ? all : `${all.slice(0, 87)}.${hash}`;
}

/** One of the folders above, or else the domain. */
function folderOf(path: string): string {
  const known = mutatedFolders.find((one) => path === one || path.startsWith(`${one}/`));
  return known ?? path.split('/').slice(0, 2).join('/');
}
