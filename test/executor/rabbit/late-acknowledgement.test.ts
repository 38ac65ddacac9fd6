/**
 * Servers that acknowledge after the answer, killed outright: nothing is lost, and what kills every
 * server ends among the dead letters.
 */
import { connect, type GetMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getRpcClient, RemoteError } from '../../../src/executor/index.ts';
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
    const open: (() => unknown)[] = [];

    beforeAll(async () => {
      broker = await Broker.start();
    });
    afterEach(async () => {
      for (const close of open.splice(0).toReversed()) await close();
    });
    afterAll(async () => {
      await broker.stop();
    });

    async function bus(name: string, query: string): Promise<string> {
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
      open.push(() => connection.close());
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

    function server(url: string, name: string, ...limit: string[]): ServerProcess {
      const started = new ServerProcess(url, name, String(poolSize), 'after', ...limit);
      open.push(() => started.child.kill('SIGKILL'));
      return started;
    }

    function client(url: string, timeoutMs = 600_000) {
      const transport = openTransport(url);
      open.push(() => transport.close());
      return getRpcClient(transport, { topic: 'kill' }, { timeoutMs });
    }

    test.each(kinds)(
      '$kind queue: a server is killed in mid-call, and every call is answered',
      async ({ kind, query }) => {
        const url = await bus(`kill-${kind}`, query);
        const [first, second] = [server(url, 'first'), server(url, 'second')];
        await Promise.all([first.ready(), second.ready()]);
        const total = 300;
        const numbers = Array.from({ length: total }, (_, n) => n);
        const calling = client(url);
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

    test.each(kinds)(
      '$kind queue: a request that kills every server is refused after its limit',
      async ({ kind, query }) => {
        const vhost = `poison-${kind}`;
        const url = await bus(vhost, query);
        const outcome = client(url)
          .call('die', { n: 1 })
          .catch((error: unknown) => error);
        let deaths = 0;
        for (const life of [1, 2, 3]) {
          const mortal = server(url, `life-${life}`, '2'); // it may die before it is ready
          await mortal.ended;
          deaths += mortal.all('began').length;
        }
        await server(url, 'survivor', '2').ready();
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

    test.each([
      ['its connections are closed, three times', 'amqp_durable_queues=true'],
      ['its connections are closed, three times', 'rabbit_quorum_queue=true'],
      ['its broker is killed and started again', 'amqp_durable_queues=true'],
    ])('%s, with %s: every call is answered, and worked on once', async (what, query) => {
      const worked = new Map<number, number>();
      const topic = `lost-${query.split('=', 1)[0] ?? ''}-${what.length}`;
      const serving = openTransport(broker.url('', query));
      const server = await startServer(serving, topic, worked, { acknowledge: 'after' });
      const calling = openTransport(broker.url('', query));
      open.push(
        () => serving.close(),
        () => calling.close(),
        () => server[Symbol.asyncDispose](),
      );
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

    test("a quorum queue's own limit: the broker makes a dead letter of it, its caller is told nothing", async () => {
      const vhost = 'delivery-limit';
      const url = await bus(vhost, 'rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=1');
      const outcome = client(url)
        .call('die', { n: 1 })
        .catch((error: unknown) => error);
      for (const life of [1, 2]) await server(url, `life-${life}`).ended;
      const { properties } = await deadLetter(vhost);
      expect(properties.headers?.['x-death']).toMatchObject([
        { queue: 'kill', reason: 'delivery_limit' },
      ]);
      const survivor = await server(url, 'survivor').ready();
      expect(survivor.all('began')).toEqual([]);
      expect(await Promise.race([outcome, Promise.resolve('waits')])).toBe('waits');
    });
  },
  600_000,
);
