/**
 * Servers that acknowledge after the answer, killed outright: nothing is lost, and what kills every
 * server ends among the dead letters.
 */
import { connect, type GetMessage } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { getRpcClient, getRpcServer, RemoteError } from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Load, openTransport, startServer } from './load.ts';
import { until } from './open-driver.ts';
import { ServerProcess } from './server-process.ts';

const poolSize = 8;

/** The queues of a bus, and how its broker counts. */
const kinds = [
  { kind: 'classic', query: '' },
  { kind: 'durable', query: 'amqp_durable_queues=true' },
  { kind: 'quorum', query: 'rabbit_quorum_queue=true' },
];

describe.skipIf(!rabbitmq.available)(
  'servers that acknowledge after the answer',
  () => {
    let broker: Broker;

    beforeAll(async () => {
      broker = await Broker.start();
    });
    afterAll(async () => {
      await broker.stop();
    });

    async function bus(test: TestContext, name: string, query: string): Promise<string> {
      await broker.addVhost(name);
      // What an operator does, for who wants dead letters: see the page on operating.
      const policy = JSON.stringify({ 'dead-letter-exchange': 'dead' });
      await broker.ctl(
        'set_policy',
        '--vhost',
        name,
        'dead',
        '^kill$',
        policy,
        '--apply-to',
        'queues',
      );
      const connection = await connect(broker.url(name).replace('rabbit:', 'amqp:'));
      const channel = await connection.createChannel();
      await channel.assertExchange('dead', 'fanout', { durable: true });
      await channel.assertQueue('dead', { durable: true });
      await channel.bindQueue('dead', 'dead', '');
      test.onTestFinished(() => connection.close());
      return broker.url(name, query);
    }

    /** The one dead letter of a bus. */
    async function deadLetter(vhost: string): Promise<GetMessage> {
      await until('a dead letter', async () => (await broker.queue('dead', vhost))?.messages === 1);
      const connection = await connect(broker.url(vhost).replace('rabbit:', 'amqp:'));
      const channel = await connection.createChannel();
      const found = await channel.get('dead', { noAck: true });
      await connection.close();
      if (found === false) throw new Error('no dead letter');
      return found;
    }

    function server(
      test: TestContext,
      url: string,
      name: string,
      ...limit: string[]
    ): ServerProcess {
      const started = new ServerProcess(url, name, String(poolSize), 'after', ...limit);
      test.onTestFinished(() => {
        started.child.kill('SIGKILL');
      });
      return started;
    }

    function client(test: TestContext, url: string, timeoutMs = 600_000) {
      const transport = openTransport(url);
      test.onTestFinished(() => transport.close());
      return getRpcClient(transport, { topic: 'kill' }, { timeoutMs });
    }

    // Each on a bus of its own; most of their time they wait for processes.
    test.concurrent.for(kinds)(
      '$kind queue: a server is killed in mid-call, and every call is answered',
      async ({ kind, query }, test) => {
        const url = await bus(test, `kill-${kind}`, query);
        const [first, second] = [server(test, url, 'first'), server(test, url, 'second')];
        await Promise.all([first.ready(), second.ready()]);
        const total = 300;
        const numbers = Array.from({ length: total }, (_, n) => n);
        const calling = client(test, url);
        const answered = new Map<number, string>();
        const calls = numbers.map(async (n) => {
          const answer = (await calling.call('work', { n })) as { n: number; server: string };
          expect(answer.n).toBe(n);
          answered.set(n, answer.server);
        });
        const casts = numbers.map((n) => calling.cast('work', { n: total + n }));
        await until('some answers of the first', () => [...answered.values()].includes('first'));
        first.child.kill('SIGKILL');
        await first.ended;
        await Promise.all([...calls, ...casts]);
        const done = () => new Set([...first.all('done'), ...second.all('done')]);
        await until('every request is worked on', () => done().size === 2 * total);
        await until(
          'an empty queue',
          async () => (await broker.queue('kill', `kill-${kind}`))?.messages === 0,
        );
        const workedTwice = second.all('began').filter((n) => first.all('began').includes(n));
        // What the first one had in work, and whose end it had not told the broker yet.
        expect(workedTwice.length).toBeLessThanOrEqual(2 * poolSize);
        const unfinished = first.all('began').filter((n) => !first.all('done').includes(n));
        expect(workedTwice).toEqual(expect.arrayContaining(unfinished));
        const found = {
          calls: total,
          answered: answered.size,
          lost: total - answered.size,
          workedTwice: workedTwice.length,
        };
        process.stdout.write(
          `fault: a server killed, acknowledged after (${kind}): ${JSON.stringify(found)}\n`,
        );
      },
    );

    test.concurrent.for(kinds)(
      '$kind queue: a request that kills every server is refused after its limit',
      async ({ kind, query }, test) => {
        const vhost = `poison-${kind}`;
        const url = await bus(test, vhost, query);
        const outcome = client(test, url)
          .call('die', { n: 1 })
          .catch((error: unknown) => error);
        let deaths = 0;
        for (const life of [1, 2, 3]) {
          const mortal = server(test, url, `life-${life}`, '2'); // it may die before it is ready
          await mortal.ended;
          deaths += mortal.all('began').length;
        }
        await server(test, url, 'survivor', '2').ready();
        expect(await outcome).toSatisfy(
          (error) => error instanceof RemoteError && error.excType === 'RedeliveryLimitExceeded',
        );
        expect(deaths).toBe(3);
        const { properties, content } = await deadLetter(vhost);
        expect(properties.headers?.['x-death']).toMatchObject([
          { queue: 'kill', reason: 'rejected', count: 1 },
        ]);
        expect(content.toString()).toContain('die');
        // A quorum queue's numbers are those of its last tick, which comes every few seconds.
        await until(
          'an empty queue',
          async () => (await broker.queue('kill', vhost))?.messages === 0,
        );
      },
    );

    test.concurrent(
      "a quorum queue's own limit: the broker makes a dead letter of it, its caller is told nothing",
      async (test) => {
        const vhost = 'delivery-limit';
        const url = await bus(
          test,
          vhost,
          'rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=1',
        );
        const outcome = client(test, url)
          .call('die', { n: 1 })
          .catch((error: unknown) => error);
        for (const life of [1, 2]) await server(test, url, `life-${life}`).ended;
        const { properties } = await deadLetter(vhost);
        expect(properties.headers?.['x-death']).toMatchObject([
          { queue: 'kill', reason: 'delivery_limit' },
        ]);
        const survivor = await server(test, url, 'survivor').ready();
        expect(survivor.all('began')).toEqual([]);
        expect(await Promise.race([outcome, Promise.resolve('waits')])).toBe('waits');
      },
    );

    test.for([
      ['its connections are closed, three times', 'amqp_durable_queues=true'],
      ['its connections are closed, three times', 'rabbit_quorum_queue=true'],
      ['its broker is killed and started again', 'amqp_durable_queues=true'],
    ] as const)('%s, with %s: every call is answered, and worked on once', async (given, test) => {
      const [what, query] = given;
      const worked = new Map<number, number>();
      const topic = `lost-${query.split('=', 1)[0] ?? ''}-${what.length}`;
      const serving = openTransport(broker.url('', query));
      const server = await startServer(serving, topic, worked, { acknowledge: 'after' });
      const calling = openTransport(broker.url('', query));
      test.onTestFinished(async () => {
        await server[Symbol.asyncDispose]();
        await Promise.all([serving.close(), calling.close()]);
      });
      const load = new Load(calling, topic, 32);
      for (let round = 0; round < 3; round++) {
        await load.answers(150);
        if (what.includes('closed')) {
          await broker.closeConnections();
        } else if (round === 0) {
          await broker.crash();
          await broker.up();
        }
      }
      await load.answers(150);
      const found = await load.stop(worked, serving);
      process.stdout.write(
        `fault: acknowledged after, ${what} (${query}): ${JSON.stringify(found)}\n`,
      );
      expect(found).toMatchObject({ lost: 0, wrong: 0, workedTwice: 0 });
      expect(found.answered).toBe(found.calls);
      await until('an empty queue', async () => (await broker.queue(topic))?.messages === 0);
    });

    test('its broker is killed, with queues that die with it: what the server has is answered, the rest is lost', async (test) => {
      const topic = 'not-durable';
      const serving = openTransport(broker.url());
      const calling = openTransport(broker.url());
      const begun: number[] = [];
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const endpoint = {
        work: async (_context: object, { n }: { n: number }) => {
          begun.push(n);
          await promise;
          return n;
        },
      };
      const server = getRpcServer(serving, { topic, server: 'main' }, [endpoint], {
        acknowledge: 'after',
        poolSize: 2,
        prefetch: 4,
      });
      await server.start();
      test.onTestFinished(async () => {
        resolve(undefined);
        await server[Symbol.asyncDispose]();
        await Promise.all([serving.close(), calling.close()]);
      });
      const client = getRpcClient(calling, { topic }, { timeoutMs: 600_000 });
      const enough = new AbortController();
      const answered: unknown[] = [];
      const calls = Array.from({ length: 10 }, (_, n) =>
        client.call('work', { n }, { signal: enough.signal }).then(
          (answer) => answered.push(answer),
          () => undefined,
        ),
      );
      await until('two that run, two that wait, the rest in the broker', async () => {
        const { running, waiting } = server.state;
        return running === 2 && waiting === 2 && (await broker.queue(topic))?.messages === 10;
      });
      await broker.crash();
      await broker.up();
      await until('both again', async () => (await broker.queue(topic))?.consumers === 1);
      resolve(undefined);
      await until('what the server had', () => answered.length === 4);
      // Whoever comes later is served; what was in the broker's queue is not there any more.
      expect(await client.call('work', { n: 10 })).toBe(10);
      enough.abort(new Error('the test gave up'));
      await Promise.all(calls);
      expect(answered.length).toBe(4);
      expect(begun.toSorted(byNumber)).toEqual([...answered, 10].toSorted(byNumber));
      await until('an empty queue', async () => (await broker.queue(topic))?.messages === 0);
    });
  },
  600_000,
);

function byNumber(one: unknown, two: unknown): number {
  return Number(one) - Number(two);
}
