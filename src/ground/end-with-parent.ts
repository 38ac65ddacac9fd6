import { Worker } from 'node:worker_threads';

/** Between two looks at the parent, in ms. */
const watchMs = 1000;

/** Plain JavaScript, which a thread begins with at once. */
const watch = `
const { workerData: { parent, watchMs } } = require('node:worker_threads');
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, watchMs);
`;

/**
 * Ends this process once the one that started it is gone, even in the middle of a computation in which
 * it hears of nothing.
 */
export function endWithParent(): void {
  const workerData = { parent: process.ppid, watchMs };
  // Whatever this process was started with: the thread needs none of it.
  new Worker(watch, { eval: true, execArgv: [], workerData }).unref();
}
