import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { reachOf, readJournal } from './journal.ts';
import { journalVariable, planVariable, type MutationPlan } from './plan.ts';

const plan = JSON.parse(readFileSync(process.env[planVariable] ?? '', 'utf8')) as MutationPlan;

/** The tests that run little of what is changed come first: they are about it. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const reach = reachOf(readJournal(process.env[journalVariable] ?? ''));
    const places = ({ moduleId }: TestSpecification) =>
      reach.get(relative(process.cwd(), moduleId)) ?? 0;
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => places(a) - places(b));
  }
}

/**
 * The tests that a mutation run may ask: those that read no real part (no git, no server, no browser),
 * so that thousands of small changes can be tried. `targets.ts` says which of them are asked of what.
 */
export default defineConfig({
  plugins: [
    {
      name: 'changed-texts',
      enforce: 'pre',
      load(id) {
        const text = plan.texts[relative(process.cwd(), id.replace(/\?.*$/, ''))];
        return text === undefined ? undefined : readFileSync(text, 'utf8');
      },
    },
  ],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What floods a reader, or makes up hundreds of files, would take seconds for every mutant.
    exclude: [
      'node_modules/**',
      'src/review/sync/**',
      'src/proposal/limits.test.ts',
      'src/proposal/front-matter-editor.property.test.ts',
      // Its threads load the code as it is.
      'src/proposal/read-drafts-apart.test.ts',
    ],
    runner: './scripts/lib/mutation/switching-runner.ts',
    // One process that loads the code once.
    pool: 'forks',
    isolate: false,
    fsModuleCache: false,
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: NearestFirst },
    testTimeout: 30_000,
    teardownTimeout: 2_000,
    env: { TZ: 'Asia/Kathmandu' },
  },
});
