/**
 * How many deliveries may wait unacknowledged for a place in an executor: as many as it has places,
 * and a few more, so that a freed place finds the next one here. Not more: what waits beyond that
 * belongs in the broker's queue, where another server may have it.
 */
export function prefetchFor(capacity: number): number {
  if (!Number.isFinite(capacity)) return 0;
  return capacity + Math.max(1, Math.ceil(capacity / 8));
}
