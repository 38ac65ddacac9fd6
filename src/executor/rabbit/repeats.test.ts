import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MessageUndeliverable } from '../errors.ts';
import { PendingPublication } from './pending-publication.ts';
import { Repeats } from './repeats.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const nobody = (): void => undefined;

function reply(routingKey: string, waitMs: number, bytes = 10): PendingPublication {
  const repeatUntil = performance.now() + waitMs;
  const publication = { exchange: '', routingKey, message: {}, mandatory: true, repeatUntil };
  const content = { body: Buffer.alloc(bytes), properties: {} };
  return new PendingPublication(publication, content, 0, nobody, nobody);
}

/** Repeats, and the keys of what it sent; what `refuse` names has no queue. */
function repeats(refuse = new Set<string>()) {
  const sent: PendingPublication[] = [];
  const made = new Repeats((pending) => {
    sent.push(pending);
    const { routingKey } = pending.publication;
    if (refuse.has(routingKey)) pending.reject(new MessageUndeliverable('', routingKey));
  });
  const keys = () => sent.map((pending) => pending.publication.routingKey);
  return { made, sent, keys };
}

test('what was confirmed is sent once more over the next connection, marked as a repeat', () => {
  const { made, sent, keys } = repeats();
  made.keep(reply('a', 1000));
  made.keep(reply('b', 1000));
  expect(sent).toEqual([]);
  made.sendAgain();
  expect(keys()).toEqual(['a', 'b']);
  expect(sent.every((pending) => pending.doubtful)).toBe(true);
  made.sendAgain();
  expect(sent).toHaveLength(2);
});

test('a reply whose caller waits no longer is not sent again', () => {
  const { made, keys } = repeats();
  made.keep(reply('late', 100));
  made.keep(reply('early', 5000));
  vi.advanceTimersByTime(100);
  made.sendAgain();
  expect(keys()).toEqual(['early']);
});

test('a queue that is not there yet is tried until it is, or until the time is over', () => {
  const missing = new Set(['back soon', 'gone for good']);
  const { made, keys } = repeats(missing);
  made.keep(reply('back soon', 10_000));
  made.keep(reply('gone for good', 1000));
  made.sendAgain();
  vi.advanceTimersByTime(600);
  missing.delete('back soon');
  vi.advanceTimersByTime(10_000);
  expect(keys().filter((key) => key === 'back soon')).toHaveLength(4);
  expect(keys().filter((key) => key === 'gone for good')).toHaveLength(4);
  expect(vi.getTimerCount()).toBe(0);
});

test('only so many are kept, and so many bytes: the last ones', () => {
  const many = repeats();
  for (let at = 0; at < 5000; at++) many.made.keep(reply(String(at), 1000));
  many.made.sendAgain();
  expect([many.keys()[0], many.keys().length]).toEqual(['904', 4096]);
  const large = repeats();
  for (let at = 0; at < 5; at++) large.made.keep(reply(String(at), 1000, 5 * 1024 * 1024));
  large.made.sendAgain();
  expect(large.keys()).toEqual(['2', '3', '4']);
});

test('after the end nothing is sent and no timer is left', () => {
  const { made, sent } = repeats(new Set(['a']));
  made.keep(reply('a', 1000));
  made.sendAgain();
  made.stop();
  expect(vi.getTimerCount()).toBe(0);
  made.sendAgain();
  expect(sent).toHaveLength(1);
});
