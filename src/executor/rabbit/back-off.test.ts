import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryWaitMs, shuffled } from './back-off.ts';

const options = { rabbit_retry_interval: 1, rabbit_retry_backoff: 2, rabbit_interval_max: 30 };

test('the first attempt after a loss waits for nothing, the next ones longer and longer', () => {
  const longest = () => 1;
  const rounds = [0, 1, 2, 3, 15, 16, 1000];
  expect(rounds.map((round) => retryWaitMs(round, options, longest))).toEqual([
    0, 1000, 3000, 5000, 29_000, 30_000, 30_000,
  ]);
});

test('waits are spread over a fifth, so that a fleet does not come back as one', () => {
  expect(retryWaitMs(1, options, () => 0)).toBe(800);
  expect(retryWaitMs(1, options, () => 0.5)).toBe(900);
});

test('shuffling keeps every host', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (hosts) => {
      expect(shuffled(hosts).sort()).toEqual([...hosts].sort());
    }),
  );
});

test('any order of hosts can come out', () => {
  const orders = new Set<string>();
  for (const one of [0, 0.4, 0.7]) {
    for (const two of [0, 0.6]) {
      const random = [one, two].values();
      orders.add(shuffled(['a', 'b', 'c'], () => random.next().value ?? 0).join(''));
    }
  }
  expect([...orders].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});
