import type { DriverFactory } from './driver.ts';
import type { ExecutorFactory } from './executors/executor.ts';

/** What a platform (Node, a browser) brings along. */
export interface Platform {
  readonly drivers: Readonly<Record<string, DriverFactory>>;
  readonly executors: Readonly<Record<string, ExecutorFactory>>;
  /** Names of queues that are the same after a restart; left out where there can be none. */
  readonly holdQueueId?: (names: QueueIdNames) => Promise<QueueId>;
}

/** What a queue manager's names are made of; a default where one is undefined. */
export interface QueueIdNames {
  readonly hostname: string | undefined;
  readonly processname: string | undefined;
}

/** The end of a queue's name that nobody else uses until it is released. */
export interface QueueId {
  readonly id: string;
  readonly release: () => void;
}
