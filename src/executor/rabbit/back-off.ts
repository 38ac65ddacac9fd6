/** How a connection waits between attempts, and how it walks through its hosts. */
import type { RabbitOptions } from './rabbit-options.ts';

/** A connection that lived this long was a good one: the next loss begins again without a wait. */
export const steadyMs = 5000;

/**
 * Milliseconds to wait before round `round` over the hosts: none before round 0 (the first after a
 * good connection was lost), then the interval, growing by the backoff up to its limit, each spread
 * by a fifth so that a fleet does not come back as one.
 */
export function retryWaitMs(
  round: number,
  options: Pick<
    RabbitOptions,
    'rabbit_retry_interval' | 'rabbit_retry_backoff' | 'rabbit_interval_max'
  >,
  random: () => number = Math.random,
): number {
  if (round <= 0) return 0;
  const { rabbit_retry_interval: first, rabbit_retry_backoff: growth } = options;
  const wait = Math.min(first + (round - 1) * growth, options.rabbit_interval_max);
  return Math.round(wait * 1000 * (0.8 + 0.2 * random()));
}

/** A copy in random order (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: () => number = Math.random): Item[] {
  const copy = [...items];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const [one, two] = [copy[at] as Item, copy[other] as Item];
    copy[at] = two;
    copy[other] = one;
  }
  return copy;
}
