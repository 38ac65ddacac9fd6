import type { MutationRun } from './targets.ts';

/** How a run is done. */
export interface MutationOptions {
  /** Test runners at a time. */
  runners: number;
  /** Try every mutant, whatever the runs before found. */
  again: boolean;
  /** What the runs before found; written anew at the end. */
  knownFile: string;
  /** Where the changed copies of the code stand while it runs. */
  sandboxFolder: string;
}

/** Stryker's settings for one run; left out is what its defaults say. */
export function strykerSettings(
  { mutate, testFiles }: MutationRun,
  { runners, again, knownFile, sandboxFolder }: MutationOptions,
) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/lib/mutation/vitest.config.ts' },
    mutate,
    testFiles,
    // What runs only while a file loads would need a fresh process for each mutant.
    ignoreStatic: true,
    ignorePatterns: ['/.cache', '/dist', '/dist-library', '/.astro', '/public', 'adoption/*.json'],
    concurrency: runners,
    tempDirName: sandboxFolder,
    incremental: true,
    incrementalFile: knownFile,
    force: again,
    reporters: ['progress-append-only'],
    timeoutMS: 10_000,
    allowConsoleColors: false,
  };
}
