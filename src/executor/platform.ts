import type { DriverFactory } from './driver.ts';
import type { ExecutorFactory } from './executors/executor.ts';

/** What a platform (Node, a browser) brings along. */
export interface Platform {
  readonly drivers: Readonly<Record<string, DriverFactory>>;
  readonly executors: Readonly<Record<string, ExecutorFactory>>;
}
