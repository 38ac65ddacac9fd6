import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The test beside the file that is changed comes first: it finds most, and then the rest need not run. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const changed: readonly string[] = this.ctx.config.related ?? [];
    const beside = new Set(changed.map((path) => path.replace(/\.ts$/, '.test.ts')));
    const isFar = ({ moduleId }: TestSpecification) => (beside.has(moduleId) ? 0 : 1);
    return (await super.sort(files)).toSorted((a, b) => isFar(a) - isFar(b));
  }
}

/**
 * The tests that a mutation run may ask: those that read no real part (no git, no server, no browser),
 * so that thousands of small changes can be tried. `targets.ts` says which of them are asked of what.
 */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/adoption/{call,dependency,import,text}.test.ts'],
    // What floods a reader, or makes up hundreds of files, would take seconds for every mutant.
    exclude: [
      'node_modules/**',
      'src/review/sync/**',
      'src/proposal/limits.test.ts',
      'src/proposal/front-matter-editor.property.test.ts',
    ],
    // One thread for all test files of a mutant: most of the time went into loading modules again.
    isolate: false,
    sequence: { sequencer: NearestFirst },
    testTimeout: 30_000,
    env: { TZ: 'Asia/Kathmandu' },
  },
});
