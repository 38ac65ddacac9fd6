import { compute } from './compute.ts';
import type { WorkerAnswer } from './thread-pool.ts';

/** Runs in a thread of its own: computes for as long as it is asked, and says when. */
const now = (): number => performance.timeOrigin + performance.now();

addEventListener('message', ({ data }: MessageEvent<number>) => {
  const from = now();
  compute(data);
  postMessage({ from, to: now() } satisfies WorkerAnswer);
});
