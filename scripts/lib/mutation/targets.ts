/** The folders that a mutation run covers; one may be given with a folder or file below it. */
export const mutatedFolders = [
  'src/status',
  'src/proposal',
  'src/review',
  'src/adoption/probe',
  'src/adoption/search',
] as const;

/**
 * Never mutated: tests, what talks to servers, whose tests need them, and what runs in threads, which
 * load the code as it is.
 */
const neverMutated = [
  '!src/**/*.test.ts',
  '!src/**/*.test-d.ts',
  '!src/review/sync/**',
  '!src/proposal/read-drafts-apart.ts',
  '!src/proposal/draft-thread.ts',
];

/** Tests that stand elsewhere than beside what they are about. */
const testsElsewhere: Readonly<Record<string, readonly string[]>> = {
  'src/adoption/probe': [
    'src/adoption/search/*.test.ts',
    'src/adoption/content-hash.test.ts',
    'src/adoption/manifest/other-ecosystems.test.ts',
    'test/adoption/{call,config,dependency,dependency-bound,import,syntax,text}.test.ts',
  ],
};

/** What one run changes, and the tests that it asks about each change. */
export interface MutationRun {
  /** The folder that the run is about, or in which what was asked for stands. */
  folder: string;
  mutate: string[];
  testFiles: string[];
}

/**
 * A run for each folder: only the tests beside a folder's files say whether a change of them is
 * noticed. That a test of a page would notice, too, helps nobody who looks for what is wrong.
 */
export function mutationRuns(asked: readonly string[]): MutationRun[] {
  const runs = new Map<string, MutationRun>();
  for (const path of asked.length === 0 ? mutatedFolders : asked) {
    const plain = path.replace(/\/+$/, '');
    const folder = folderOf(plain);
    const run = runs.get(folder) ?? {
      folder,
      mutate: [],
      testFiles: [`${folder}/**/*.test.ts`, ...(testsElsewhere[folder] ?? [])],
    };
    run.mutate.push(plain.endsWith('.ts') ? plain : `${plain}/**/*.ts`);
    runs.set(folder, run);
  }
  return [...runs.values()].map((run) => ({ ...run, mutate: [...run.mutate, ...neverMutated] }));
}

/** One of the folders above, or else the domain. */
function folderOf(path: string): string {
  const known = mutatedFolders.find((one) => path === one || path.startsWith(`${one}/`));
  return known ?? path.split('/').slice(0, 2).join('/');
}
