/**
 * Every public method, in every state of the broker, ended in every way: in time, with the right
 * error and its cause, and nothing is sent afterwards.
 */
import { connect, type Channel } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  getBatchNotificationListener,
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  Notifier,
  type SendLimits,
  type Transport,
} from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { Gate } from './gate.ts';
import { openTransport } from './load.ts';
import { until } from './open-driver.ts';

/** Something public that gives a promise. What ends a server has a file of its own: server-ends. */
interface Method {
  begin(transport: Transport, limits: SendLimits): Promise<unknown>;
  /** It has a limit of its own (`connect_timeout`) and takes none. */
  readonly takesNone?: true;
  /** The error's name at the end of the caller's time, and when the transport is closed. */
  readonly late: string;
  readonly closed: string;
}

/** The word by which what a method sends is known on the wire. */
const marker = 'every_end_marker';

const servers = new WeakMap<Transport, { stop: () => Promise<unknown> }>();

/** Several methods that must end alike: how they end, and why, is that of the first. */
async function alike(begun: readonly Promise<unknown>[]): Promise<void> {
  const ends = (await Promise.allSettled(begun)).map((end) =>
    end.status === 'rejected' ? (end.reason as Error) : undefined,
  );
  expect(new Set(ends.map((error) => error?.name)).size).toBe(1);
  if (ends[0]) throw ends[0];
}

const methods: Record<string, Method> = {
  'server.start': {
    begin: (transport, limits) => {
      const target = { topic: marker, server: 'one' };
      const server = getRpcServer(transport, target, [{ m: () => 1 }]);
      servers.set(transport, server);
      return server.start(limits as object);
    },
    late: 'TaskTimeout',
    closed: 'ServerListenError',
  },
  'listener.start, one by one and in batches': {
    begin: (transport, limits) => {
      const endpoint = { info: () => undefined };
      const listeners = [getNotificationListener, getBatchNotificationListener].map((get) =>
        get(transport, [{ topic: marker }], [endpoint]),
      );
      servers.set(transport, { stop: () => Promise.all(listeners.map((each) => each.stop())) });
      return alike(listeners.map((each) => each.start(limits as object)));
    },
    late: 'TaskTimeout',
    closed: 'ServerListenError',
  },
  'call, under watch too': {
    begin: (transport, limits) => {
      const plain = client(transport, 'nobody');
      const watched = plain.prepare({ callMonitorTimeoutMs: 600_000 });
      return alike([plain, watched].map((each) => each.call(marker, {}, limits as object)));
    },
    late: 'MessagingTimeout',
    closed: 'TransportClosed',
  },
  'cast, to one and to all': {
    begin: (transport, limits) => {
      const one = client(transport, 'nobody');
      const all = one.prepare({ fanout: true });
      return alike([one, all].map((each) => each.cast(marker, {}, limits as object)));
    },
    late: 'MessageDeliveryFailure',
    closed: 'TransportClosed',
  },
  'notifier, each priority': {
    begin: (transport, limits) => {
      const notifier = new Notifier(transport, { publisherId: 'test' });
      return alike(priorities.map((priority) => notifier[priority]({}, marker, {}, limits)));
    },
    late: 'MessageDeliveryFailure',
    closed: 'TransportClosed',
  },
  'driver.inspect': {
    begin: async (transport) => await (await transport.driver()).inspect('nobody'),
    takesNone: true,
    late: 'MessageDeliveryFailure',
    closed: 'TransportClosed',
  },
};

const priorities = [
  'audit',
  'debug',
  'info',
  'warn',
  'warning',
  'error',
  'critical',
  'sample',
] as const;

/** Those that may be given a limit or a signal. */
const limited = (name: string) => methods[name]?.takesNone !== true;

/** Of a listener: it has a connection of its own, which publishes nothing. */
const isListener = (name: string) => name.startsWith('listener.start');

function client(transport: Transport, topic: string) {
  return getRpcClient(transport, { topic }, { timeoutMs: 600_000 });
}

/** What the broker, or the way to it, is like. */
interface Situation {
  readonly url: () => string;
  /** Before the method is called. */
  readonly before?: (transport: Transport) => Promise<void>;
  /** While it is under way. */
  readonly during?: (isOver: () => boolean) => Promise<void> | void;
  /** Everything as it should be, again. */
  readonly after?: () => void;
  /** It cannot be mended for this transport. */
  readonly isForGood?: boolean;
  /** In the error's cause at the end of the time; undefined: nothing is known. */
  readonly cause: RegExp | undefined;
  /** The methods that it hinders; where it is not said, all. */
  readonly hinders?: readonly string[];
}

describe.skipIf(!rabbitmq.available)(
  'every end',
  () => {
    let broker: Broker;
    let gate: Gate;
    const open: Transport[] = [];

    beforeAll(async () => {
      broker = await Broker.start();
      gate = await Gate.to(() => broker.port);
    });
    afterEach(async () => {
      gate.set('refusing');
      gate.set('open');
      for (const transport of open.splice(0)) await transport.close({ timeoutMs: 200 });
    });
    afterAll(async () => {
      await gate[Symbol.asyncDispose]();
      await broker.stop();
    });

    const gated = () => `rabbit://guest:guest@${gate.address}/`;

    /** After a close: somebody else's message comes through the gate, and nothing of what was closed. */
    async function nothingComesLater(): Promise<void> {
      gate.set('open');
      const other = openTransport(gated());
      await client(other, 'nobody').cast('later');
      await other.close();
      expect(gate.captured).toContain('later');
      expect(gate.captured).not.toContain(marker);
    }

    /** Does something past the gate, as an operator would. */
    async function onBroker(act: (channel: Channel) => Promise<void>): Promise<void> {
      const connection = await connect(`amqp://guest:guest@${broker.address}/`);
      await act(await connection.createChannel());
      await connection.close();
    }

    /** An attempt to connect has failed, so that the reason is known, however busy the machine is. */
    async function failedOnce(transport: Transport): Promise<void> {
      const enough = new AbortController();
      const first = client(transport, 'nobody').cast('first', {}, { signal: enough.signal });
      first.catch(() => undefined);
      await until('a failure', () => transport.state.lastError !== undefined);
      enough.abort();
    }

    async function connected(transport: Transport): Promise<void> {
      await client(transport, 'nobody').cast('warm');
    }

    const situations: Record<string, Situation> = {
      'never reached': {
        url: () => {
          gate.set('refusing');
          return gated();
        },
        before: failedOnce,
        cause: /ECONNRESET|closed|hang up|ended/i,
      },
      'unknown host': {
        url: () => 'rabbit://guest:guest@no-such-host.invalid/',
        before: failedOnce,
        cause: /ENOTFOUND|EAI_AGAIN/,
        isForGood: true,
      },
      'login refused': {
        url: () => broker.url('', '', 'guest:wrong').replace(broker.address, gate.address),
        before: failedOnce,
        cause: /ACCESS_REFUSED/,
        isForGood: true,
      },
      'handshake hangs': {
        url: () => {
          gate.set('silent');
          return gated();
        },
        cause: /no connection to 127\.0\.0\.1:\d+ yet/,
      },
      silent: {
        url: gated,
        before: async (transport) => {
          await connected(transport);
          gate.set('silent');
        },
        cause: undefined,
      },
      'closed in mid-call': {
        url: gated,
        before: async (transport) => {
          await connected(transport);
          gate.set('silent');
        },
        during: () => {
          gate.set('refusing');
        },
        cause: /ECONNRESET|closed|hang up|ended/i,
      },
      'queue deleted in mid-call': {
        url: gated,
        before: async (transport) => {
          await connected(transport);
          await onBroker(async (channel) => {
            await channel.assertQueue('nobody', { durable: false });
            await channel.bindQueue('nobody', 'openstack', 'nobody');
          });
          gate.capture();
        },
        during: async (isOver) => {
          await until('the request', () => gate.captured.includes(marker) || isOver());
          await onBroker(async (channel) => {
            await channel.deleteQueue('nobody');
          });
        },
        cause: undefined,
        hinders: ['call, under watch too'],
      },
      'no queue on the target': {
        url: gated,
        cause: /No queue would receive/,
        hinders: ['call, under watch too'],
      },
    };

    describe.each(Object.entries(situations))('%s', (_name, situation) => {
      const cases = situation.hinders ?? Object.keys(methods);

      async function begin(name: string, limits: SendLimits) {
        const method = methods[name];
        if (!method) throw new Error(`no method ${name}`);
        const transport = openTransport(situation.url());
        open.push(transport);
        await situation.before?.(transport);
        let isOver = false;
        const outcome = method
          .begin(transport, limits)
          .then(
            () => undefined,
            (error: unknown) => error as Error,
          )
          .finally(() => (isOver = true));
        await situation.during?.(() => isOver);
        return { method, transport, outcome };
      }

      /** What was given up is not sent when everything is well again: what comes later is there first. */
      async function nothingIsSent(transport: Transport): Promise<void> {
        gate.set('refusing');
        gate.capture();
        gate.set('open');
        if (situation.isForGood) return;
        await client(transport, 'nobody').cast('later');
        expect(gate.captured).toContain('later');
        expect(gate.captured).not.toContain(marker);
      }

      test.each(cases.filter(limited))('%s ends by its limit, with the reason', async (name) => {
        const attempt = async (timeoutMs: number) => {
          const { method, transport, outcome } = await begin(name, { timeoutMs });
          return { method, transport, error: await outcome };
        };
        let timeoutMs = 400;
        let found = await attempt(timeoutMs);
        // On a busy machine the time may be over before the reason is there.
        const isTold = () => situation.cause?.test(String(found.error?.cause)) ?? true;
        while (!isTold() && timeoutMs < 60_000) {
          found = await attempt((timeoutMs *= 2));
        }
        const { method, transport, error } = found;
        expect(error?.name).toBe(method.late);
        if (situation.cause) expect(String(error?.cause)).toMatch(situation.cause);
        // A listener has a connection of its own, which was never made.
        else if (isListener(name)) expect(String(error?.cause)).toMatch(/ yet/);
        else expect(error?.cause).toBeUndefined();
        await nothingIsSent(transport);
      });

      test.each(cases.filter(limited))('%s ends by its signal', async (name) => {
        const controller = new AbortController();
        const { transport, outcome } = await begin(name, { signal: controller.signal });
        const reason = new Error('enough');
        controller.abort(reason);
        expect(await outcome).toBe(reason);
        await nothingIsSent(transport);
      });

      test.each(cases)(
        '%s ends when the transport is closed, and closing ends too',
        async (name) => {
          const { method, transport, outcome } = await begin(name, {});
          await transport.close({ timeoutMs: 300 });
          gate.capture();
          const error = await outcome;
          expect(error?.name).toBe(method.closed);
          if (method.closed === 'ServerListenError') {
            expect(error?.cause).toMatchObject({ name: 'TransportClosed' });
          }
          expect(transport.state.status).toBe('closed');
          await until('no connection', () => gate.connections === 0);
          await nothingComesLater();
        },
      );

      test.each(cases.filter((name) => name.includes('.start')))(
        '%s ends by stop',
        async (name) => {
          const { transport, outcome } = await begin(name, {});
          await servers.get(transport)?.stop();
          const error = await outcome;
          expect(error?.name).toBe('ServerListenError');
          expect(String(error?.cause)).toContain('stopped while it started');
          await nothingIsSent(transport);
        },
      );
    });

    describe('blocked', () => {
      let blocked: Transport;

      beforeAll(async () => {
        await broker.block(true);
      });
      afterAll(async () => {
        await broker.block(false);
      });

      /** The broker tells a connection that it is blocked once that connection publishes. */
      async function blockedTransport(): Promise<Transport> {
        blocked = openTransport(gated());
        open.push(blocked);
        const first = client(blocked, 'nobody').cast('first', {}, { timeoutMs: 600_000 });
        first.catch(() => undefined);
        await until('the news', () => blocked.state.status === 'blocked');
        return blocked;
      }

      const cases = Object.keys(methods).filter((name) => !isListener(name));

      test.each(Object.keys(methods).filter(isListener))(
        '%s succeeds all the same: by being consumed a broker gets its memory back',
        async (name) => {
          const transport = await blockedTransport();
          await methods[name]?.begin(transport, {});
          await servers.get(transport)?.stop();
        },
      );

      test('server.start ends by stop', async () => {
        const transport = await blockedTransport();
        const began = expect(methods['server.start']?.begin(transport, {})).rejects.toMatchObject({
          name: 'ServerListenError',
        });
        await servers.get(transport)?.stop();
        await began;
      });

      test.each(cases.filter(limited))('%s ends by its limit, with the reason', async (name) => {
        const transport = await blockedTransport();
        const error = await methods[name]?.begin(transport, { timeoutMs: 400 }).then(
          () => undefined,
          (failed: unknown) => failed as Error,
        );
        expect(error?.name).toBe(methods[name]?.late);
        expect(String(error?.cause)).toContain('The broker takes no messages: low on memory');
      });

      test.each(cases.filter(limited))('%s ends by its signal', async (name) => {
        const transport = await blockedTransport();
        const signal = AbortSignal.timeout(50);
        const began = methods[name]?.begin(transport, { signal });
        await expect(began).rejects.toMatchObject({ name: 'TimeoutError' });
      });

      test.each(cases)(
        '%s ends when the transport is closed, and closing ends too',
        async (name) => {
          const transport = await blockedTransport();
          const began = expect(methods[name]?.begin(transport, {})).rejects.toMatchObject({
            name: methods[name]?.closed,
          });
          await transport.close({ timeoutMs: 300 });
          await began;
        },
      );
    });

    test('nothing that was given up, or closed, while the broker was blocked is sent afterwards', async () => {
      const transport = openTransport(gated());
      const closed = openTransport(gated());
      open.push(transport, closed);
      await broker.block(true);
      try {
        const firsts = [transport, closed].map((each) =>
          client(each, 'nobody').cast('first', {}, { timeoutMs: 600_000 }),
        );
        for (const first of firsts) first.catch(() => undefined);
        await until('the news', () =>
          [transport, closed].every(({ state }) => state.status === 'blocked'),
        );
        gate.capture();
        const senders = [
          'call, under watch too',
          'cast, to one and to all',
          'notifier, each priority',
        ].flatMap((name) => methods[name] ?? []);
        const given = senders.flatMap((method) => [
          method.begin(transport, { timeoutMs: 300 }),
          method.begin(transport, { signal: AbortSignal.timeout(300) }),
          method.begin(closed, {}),
        ]);
        const outcomes = Promise.allSettled(given);
        await closed.close({ timeoutMs: 300 });
        expect(given).toHaveLength(9);
        for (const outcome of await outcomes) expect(outcome.status).toBe('rejected');
      } finally {
        await broker.block(false);
      }
      await client(transport, 'nobody').cast('later');
      expect(gate.captured).toContain('later');
      expect(gate.captured).not.toContain(marker);
    });

    describe.each([
      ['a wrong password', () => broker.url('', '', 'guest:wrong'), /ACCESS_REFUSED/],
      ['an unknown virtual host', () => broker.url('nowhere'), /refused virtual host 'nowhere'/],
    ] as const)('%s, and told to fail when refused', (_name, url, reason) => {
      const cases = Object.keys(methods).filter(limited);
      test.each(cases)('%s fails at once, and may be tried again', async (name) => {
        const transport = openTransport(url(), [], { fail_when_refused: true });
        open.push(transport);
        for (let round = 1; round <= 2; round++) {
          const error = await methods[name]?.begin(transport, {}).then(
            () => undefined,
            (failed: unknown) => failed as Error,
          );
          const isStart = name.includes('.start');
          expect(error?.name).toBe(isStart ? 'ServerListenError' : 'MessageDeliveryFailure');
          expect(String(error?.cause)).toMatch(reason);
        }
      });
    });

    test('a connection that was there before is tried again, though it is refused', async () => {
      await broker.addUser('changing', 'one');
      const url = `rabbit://changing:one@${gate.address}/`;
      const transport = openTransport(url, [], { fail_when_refused: true });
      open.push(transport);
      await connected(transport);
      await broker.ctl('change_password', 'changing', 'two');
      gate.cut();
      await until('the refusal', () =>
        String(transport.state.lastError).includes('ACCESS_REFUSED'),
      );
      const late = client(transport, 'nobody').cast('m', {}, { timeoutMs: 400 });
      await expect(late).rejects.toThrow(/not confirmed within 400 ms.*ACCESS_REFUSED/);
      await broker.ctl('change_password', 'changing', 'one');
      await client(transport, 'nobody').cast('m');
    });
  },
  600_000,
);
