import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  Notifier,
} from '../../../src/executor/index.ts';
import { newOsloMessaging, newPythonPath, pythonPath } from './available.ts';
import { Broker } from './broker.ts';
import { PythonPeer } from './peer.ts';

/** The three that share a bus. */
const names = ['here', '14.0.3', '18.3.1'] as const;
type Name = (typeof names)[number];

interface Bus {
  readonly bus: string;
  readonly query: string;
  /** What 14.0.3 knows of it; undefined if that is all of it. */
  readonly queryOf14?: string;
}

const quorum = 'rabbit_quorum_queue=true';
const transient = `${quorum}&rabbit_transient_quorum_queue=true`;
const hostname = `crossplan-${process.pid}`;
const buses: Bus[] = [
  { bus: 'defaults', query: '' },
  { bus: 'durable queues', query: 'amqp_durable_queues=true' },
  { bus: 'quorum queues', query: quorum },
  { bus: 'transient quorum queues', query: transient, queryOf14: quorum },
  {
    bus: 'stream fanout with queue manager',
    query:
      `${transient}&rabbit_stream_fanout=true&rabbit_qos_prefetch_count=10` +
      `&use_queue_manager=true&hostname=${hostname}`,
    queryOf14: quorum,
  },
];

/** One service: it serves, listens and asks. */
interface Service extends AsyncDisposable {
  readonly name: Name;
  /** Why it cannot serve; null if it does. */
  readonly refused: unknown;
  /** The casts, fanout casts and notifications that it got. */
  heard(): string[];
  ask(op: string, x: string, server?: Name): Promise<{ result?: unknown; error?: unknown }>;
}

async function startHere(url: string): Promise<Service> {
  const heard: string[] = [];
  const transport = getRpcTransport(url);
  const endpoint = {
    who: (_context: object, { x }: { x: string }) => ['here', x],
    hear: (_context: object, { x }: { x: string }) => {
      heard.push(x);
    },
  };
  const server = getRpcServer(transport, { topic: 'bus', server: 'here' }, [endpoint]);
  await server.start();
  const news = { info: (...[, , , payload]: unknown[]) => heard.push(String(payload)) };
  const options = { pool: 'pool-here' };
  const listener = getNotificationListener(transport, [{ topic: 'news' }], [news], options);
  await listener.start();
  const notifier = new Notifier(transport, { publisherId: 'here', topics: ['news'] });
  const ask = async (op: string, x: string, server?: Name): Promise<unknown> => {
    if (op === 'notify') return notifier.info({}, 'event', x);
    const target = { topic: 'bus', server, fanout: op === 'fanout' };
    const client = getRpcClient(transport, target, { timeoutMs: 20_000 });
    return op === 'call' ? client.call('who', { x }) : client.cast('hear', { x });
  };
  return {
    name: 'here',
    refused: null,
    heard: () => heard,
    ask: (...asked) => ask(...asked).then((result) => ({ result })),
    [Symbol.asyncDispose]: async () => {
      await listener[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await transport.close();
    },
  };
}

async function startPython(name: Name, url: string): Promise<Service> {
  const python = name === '14.0.3' ? pythonPath : newPythonPath;
  const peer = await PythonPeer.startWith(python, 'bus.py', url, name);
  return {
    name,
    refused: peer.ready['served'],
    heard: () =>
      (peer.lines as { heard?: string }[]).flatMap(({ heard }) => (heard ? [heard] : [])),
    ask: (op, x, server) => peer.ask({ op, x, server }),
    [Symbol.asyncDispose]: () => peer.stop(),
  };
}

describe.skipIf(!newOsloMessaging.available)('services of three kinds on one bus', () => {
  let broker: Broker;

  beforeAll(async () => {
    broker = await Broker.start();
  });
  afterAll(async () => {
    await broker.stop();
    for (const name of names) rmSync(`/dev/shm/${hostname}_${name}_qmanager`, { force: true });
  });

  async function start(name: Name, vhost: string, { query, queryOf14 }: Bus): Promise<Service> {
    let options = name === '14.0.3' ? (queryOf14 ?? query) : query;
    if (options.includes('use_queue_manager')) options += `&processname=${name}`;
    const url = broker.url(vhost, options);
    return name === 'here' ? startHere(url) : startPython(name, url);
  }

  /** 14.0.3 declares its fanout exchange as it always did: it cannot be the first everywhere. */
  const orders: readonly (readonly Name[])[] = [
    ['here', '18.3.1', '14.0.3'],
    ['18.3.1', 'here', '14.0.3'],
    ['14.0.3', '18.3.1', 'here'],
  ];
  const cases = buses.flatMap((bus) =>
    orders
      .filter(([first]) => bus.queryOf14 === undefined || first !== '14.0.3')
      .map((order) => ({ ...bus, order, first: order[0] })),
  );

  test.for(cases)(
    '$bus, $first first: calls, casts, fanout casts and notifications, from each to each',
    { timeout: 600_000 },
    async (bus) => {
      const vhost = `${bus.bus}-${bus.first}`.replaceAll(' ', '-');
      await broker.addVhost(vhost);
      await using stack = new AsyncDisposableStack();
      const services: Service[] = [];
      for (const name of bus.order) services.push(stack.use(await start(name, vhost, bus)));

      // A fanout exchange that is durable is another one to 14.0.3 than its own: it can neither serve
      // nor cast to all on such a bus, and says so; all else it can.
      const isStranger = (name: Name) => name === '14.0.3' && bus.queryOf14 !== undefined;
      const servers = services.filter(({ name }) => !isStranger(name));
      for (const { name, refused } of services) {
        if (isStranger(name)) expect(refused).toContain('PRECONDITION_FAILED');
        else expect(refused).toBeNull();
      }

      const expected = new Map<Name, string[]>(names.map((name) => [name, []]));
      for (const client of services) {
        for (const server of servers) {
          const x = `${client.name} to ${server.name}`;
          const answer = await client.ask('call', x, server.name);
          expect(answer).toMatchObject({ result: [server.name, x] });
          expect(await client.ask('cast', x, server.name)).not.toHaveProperty('error');
          expected.get(server.name)?.push(x);
        }
        const { error } = await client.ask('fanout', `${client.name} to all`);
        if (isStranger(client.name)) {
          expect(JSON.stringify(error)).toContain('PRECONDITION_FAILED');
        } else {
          expect(error).toBeUndefined();
          for (const { name } of servers) expected.get(name)?.push(`${client.name} to all`);
        }
        const news = `news of ${client.name}`;
        expect(await client.ask('notify', news)).not.toHaveProperty('error');
        for (const { name } of services) expected.get(name)?.push(news);
      }
      for (const service of services) {
        const wanted = expected.get(service.name)?.toSorted();
        await expect.poll(() => service.heard().toSorted()).toEqual(wanted);
      }
    },
  );
});
