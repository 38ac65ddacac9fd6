import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutation run asks: those that read no real part (no git, no server, no browser),
 * so that thousands of small changes can be tried.
 */
export default defineConfig({
  test: {
    include: [
      'src/{ground,git,proposal,adoption,review,status}/**/*.test.ts',
      'test/adoption/{call,dependency,import,text}.test.ts',
    ],
    // What measures how long a flood takes would take that long for every mutant.
    exclude: ['node_modules/**', 'src/review/sync/**', 'src/proposal/limits.test.ts'],
    testTimeout: 30_000,
    env: { TZ: 'Asia/Kathmandu' },
  },
});
