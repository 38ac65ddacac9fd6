import { BroadcastChannel } from 'node:worker_threads';
import place from '../../../src/comments/server/place-worker.ts';

/** Of the name by which the worker says that it has begun. */
export const begun = 'crossplan-endless-worker';

/**
 * The worker that places, but for a text whose last word is `endless`: on that one it never ends, as no
 * known text makes the real one do, whose steps are counted.
 */
export default function placeOrNever(given: Parameters<typeof place>[0]): ReturnType<typeof place> {
  if (!given.after.endsWith(' endless')) return place(given);
  new BroadcastChannel(begun).postMessage('begun');
  for (;;);
}
