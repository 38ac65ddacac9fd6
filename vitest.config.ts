import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { patienceMs } from './test/support/patience.ts';

/**
 * Unit tests stand beside their source; what crosses domains or needs a real part is in test/; what
 * holds of one blueprint alone stands in its folder and goes with it.
 */
export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'test/**/*.test.ts',
      'proposals/*/*.test.ts',
    ],
    globalSetup: 'test/support/temporary.ts',
    exclude: ['src/pages/**', 'node_modules/**', 'dist/**', 'proposals/.set-aside/**'],
    typecheck: { enabled: false },
    // Two at least: a file that waits for a broker or a browser leaves its core to another.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // What is asked again and again is waited for, not hurried: a busy machine is no fault.
    expect: { poll: { timeout: patienceMs } },
    testTimeout: 2 * patienceMs,
    hookTimeout: 2 * patienceMs,
    env: { TZ: 'Asia/Kathmandu' },
  },
});
