import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getRpcClient, Notifier, type Transport } from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openTransport } from './load.ts';
import { until } from './open-driver.ts';
import { ServerProcess } from './server-process.ts';

const poolSize = 8;

describe.skipIf(!rabbitmq.available)(
  'a server is killed, a second one is on the queue',
  () => {
    let broker: Broker;
    let transport: Transport;
    const servers: ServerProcess[] = [];

    beforeAll(async () => {
      broker = await Broker.start();
      transport = openTransport(broker.url());
      servers.push(
        new ServerProcess(broker.url(), 'first', String(poolSize)),
        new ServerProcess(broker.url(), 'second', String(poolSize)),
      );
      await Promise.all(servers.map((server) => server.ready()));
    });
    afterAll(async () => {
      await transport.close();
      for (const server of servers) server.child.kill('SIGKILL');
      await broker.stop();
    });

    test('calls that it worked on are lost; only what it began in its last moment is done again', async () => {
      const [first, second] = servers as [ServerProcess, ServerProcess];
      const client = getRpcClient(transport, { topic: 'kill' }, { timeoutMs: 600_000 });
      const notifier = new Notifier(transport, { publisherId: 'test', topics: ['kill-news'] });
      const total = 600;
      const numbers = Array.from({ length: total }, (_, n) => n);
      const news = Promise.all(numbers.map((n) => notifier.info({}, 'event', { n })));
      const answered = new Map<number, string>();
      const givenUp = new AbortController();
      const over = new Error('lost');
      const lost: number[] = [];
      const calls = numbers.map(async (n) => {
        try {
          const answer = await client.call('work', { n }, { signal: givenUp.signal });
          const { n: same, server } = answer as { n: number; server: string };
          expect(same).toBe(n);
          answered.set(n, server);
        } catch (error) {
          // Until then every one waits: none fails for another reason.
          if (error !== over) throw error;
          lost.push(n);
        }
      });
      const ended = Promise.all(calls);
      ended.catch(() => undefined); // looked at below
      await until('some answers of the first', () =>
        [...answered.values()].some((server) => server === 'first'),
      );
      first.child.kill('SIGKILL');
      await first.ended;
      await news;

      // What the first one acknowledged dies with it, and that is what it began; all else is answered.
      const begun = new Set(first.all('began'));
      const unanswered = () => numbers.filter((n) => !answered.has(n));
      await Promise.race([
        ended,
        until('all else is answered', () => {
          const again = new Set(second.all('began'));
          return unanswered().every((n) => begun.has(n) && !again.has(n));
        }),
      ]);
      givenUp.abort(over);
      await ended;
      expect(answered.size + lost.length).toBe(total);
      expect(lost.filter((n) => !begun.has(n))).toEqual([]);
      // Its pool, and as many whose answers were written in the turn in which it was killed.
      expect(lost.length).toBeLessThanOrEqual(2 * poolSize);

      // A request is acknowledged before it is worked on, but the acknowledgement leaves the process at
      // the end of the same turn of the event loop: what began in that turn is handed to the other.
      const unfinished = first.all('began').filter((n) => !first.all('done').includes(n));
      const workedTwice = second.all('began').filter((n) => begun.has(n));
      expect(workedTwice.filter((n) => !unfinished.includes(n))).toEqual([]);
      for (const server of servers)
        expect(new Set(server.all('began')).size).toBe(server.all('began').length);

      // Notifications are acknowledged after they were handled: at least once, so none is lost.
      const heard = () => [...first.all('heard'), ...second.all('heard')];
      await until('all are heard', () => new Set(heard()).size === total);
      const found = {
        calls: total,
        answered: answered.size,
        byFirst: [...answered.values()].filter((server) => server === 'first').length,
        lost: lost.length,
        unfinished: unfinished.length,
        workedTwice: workedTwice.length,
        notifications: total,
        heard: new Set(heard()).size,
        heardTwice: heard().length - new Set(heard()).size,
      };
      process.stdout.write(`fault: a server killed: ${JSON.stringify(found)}\n`);
    });
  },
  600_000,
);
