import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  Notifier,
  type Declaration,
  type Driver,
} from '../../../src/executor/index.ts';
import { queueArguments } from '../../../src/executor/rabbit/declare.ts';

/** What a Python program declared and consumed that did the same as {@link declared} does here. */
interface CapturedBus {
  bus: string;
  release: string;
  query: string;
  exchanges: [name: string, kind: string, durable: boolean, autoDelete: boolean][];
  queues: Record<string, CapturedQueue>;
  consumed: string[];
}

interface CapturedQueue {
  durable: boolean;
  auto_delete: boolean;
  arguments: Record<string, unknown>;
  bindings: [exchange: string, routingKey: string][];
}

const file = readFileSync(new URL('declarations.json', import.meta.url), 'utf8');
const { buses } = JSON.parse(file) as { buses: CapturedBus[] };

/** A driver that notes; what is sent is taken, nothing is ever delivered. */
function notingDriver(noted: { declarations: Declaration[]; consumed: string[] }): Driver {
  return {
    consume: (subscription) => {
      noted.declarations.push(subscription);
      noted.consumed.push(...subscription.consume);
      const nothing = () => Promise.resolve();
      return Promise.resolve({ cancel: nothing, close: nothing });
    },
    publish: ({ declare }) => {
      if (declare) noted.declarations.push(declare);
      return undefined;
    },
    inspect: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

/** A server, a call to it, a fanout cast, a notification, a listener with a pool. */
async function declared(query: string) {
  const noted = { declarations: [] as Declaration[], consumed: [] as string[] };
  await using transport = getRpcTransport(`rabbit://h/?${query}`, {
    drivers: { rabbit: () => notingDriver(noted) },
  });
  const target = { exchange: 'exw', topic: 'wire' };
  await using server = getRpcServer(transport, { ...target, server: 'srv1' }, [{ echo: () => 1 }]);
  await server.start();
  const controller = new AbortController();
  const { signal } = controller;
  const calling = getRpcClient(transport, target).call('echo', { x: 1 }, { signal });
  await expect.poll(() => noted.consumed.length).toBe(4);
  controller.abort();
  await expect(calling).rejects.toThrow('aborted');
  await getRpcClient(transport, { ...target, fanout: true }).cast('echo', { x: 2 });
  await new Notifier(transport, { publisherId: 'p', topics: ['news'] }).info({}, 'e', 1);
  const options = { pool: 'pool' };
  await using listener = getNotificationListener(
    transport,
    [{ topic: 'news' }],
    [{ info: () => undefined }],
    options,
  );
  await listener.start();
  return noted;
}

/** Without what is another one each time: random ids, and the number that a queue manager gives. */
function general(name: string): string {
  return name.replace(/[0-9a-f]{32}$/, '<id>').replace(/^(.*host1:capture):\d+$/, '$1:<n>');
}

test.each(buses)(
  'a bus of $release with $bus is declared here as Python does',
  async ({ query, exchanges, queues, consumed }) => {
    const noted = await declared(query);
    const ours = new Map<string, unknown>();
    for (const { queues } of noted.declarations) {
      for (const queue of queues) {
        ours.set(general(queue.name), {
          durable: queue.durable,
          auto_delete: queue.autoDelete,
          arguments: queueArguments(queue),
          bindings: queue.bindings.map(({ exchange, routingKey }) => [exchange, routingKey]),
        });
      }
    }
    const theirs = Object.entries(queues).map(([name, queue]) => [general(name), queue] as const);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));

    const made = noted.declarations.flatMap((each) => each.exchanges);
    const asTheirs = made.map(({ name, kind, durable, autoDelete }) =>
      JSON.stringify([name, kind, durable, autoDelete]),
    );
    expect([...new Set(asTheirs)].toSorted()).toEqual(
      exchanges.map((each) => JSON.stringify(each)).toSorted(),
    );
    expect(noted.consumed.map(general)).toEqual(consumed.map(general));
  },
);
