/**
 * What is given and cannot be used is refused where it is given, in one wording: every public function,
 * constructor and method, with everything that a program, a configuration or a slip may put there.
 */
import * as openTelemetry from '@opentelemetry/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/executor/index.ts';

const {
  Event,
  From,
  GreenPool,
  MemoryBroker,
  Notifier,
  PythonError,
  Queue,
  Semaphore,
  Target,
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  spawn,
} = library;

type Call = (...args: never[]) => unknown;

/** Somewhere to give something. */
interface Place {
  readonly call: Call;
  /** What it takes. */
  readonly good: readonly unknown[];
  /** Positions at which everything is right. */
  readonly takesAll?: readonly number[];
}

const topic = 'refusals';
const silent = { hooks: { log: () => undefined } };
const endpoint = { m: () => 1 };
const heard = { info: () => undefined };

function memory() {
  return getRpcTransport('memory://', { ...silent, driverOptions: { broker: new MemoryBroker() } });
}

const transport = memory();
const client = getRpcClient(transport, { topic }, { timeoutMs: 50, retry: 0 });
const notifier = new Notifier(transport, { publisherId: 'test' });
const serverOf = () => getRpcServer(transport, { topic, server: 'one' }, [endpoint]);
const listenerOf = () => getNotificationListener(transport, [{ topic }], [heard]);
function* coroutine() {
  yield From(Promise.resolve(1));
}

/** A state change, after those that come before it. */
async function change(
  of: () => library.RpcServer | library.NotificationListener,
  name: 'start' | 'stop' | 'wait',
  options: object,
): Promise<void> {
  const server = of();
  if (name !== 'start') await server.start();
  if (name === 'wait') await server.stop();
  try {
    await server[name](options);
  } finally {
    await server[Symbol.asyncDispose]();
  }
}

const ms = 1;
const limits = { timeoutMs: 1000, signal: new AbortController().signal };

function changes(of: () => library.RpcServer | library.NotificationListener, owner: string) {
  return Object.fromEntries(
    (['start', 'stop', 'wait'] as const).map((name): [string, Place] => [
      `${owner}.${name}`,
      {
        call: (options: object) => change(of, name, options),
        good: [{ timeoutMs: 1000, logAfterMs: 0 }],
      },
    ]),
  );
}

const priorities = ['audit', 'debug', 'info', 'warn', 'warning', 'error', 'critical', 'sample'];

/** What becomes of it is its own affair here. */
function quiet<T>(thread: library.GreenThread<T>): library.GreenThread<T> {
  thread.wait().then(undefined, () => undefined);
  return thread;
}

/** By public name, or class and method. */
const places: Record<string, Place> = {
  getRpcTransport: { call: library.getRpcTransport, good: ['memory://', silent] },
  getNotificationTransport: { call: library.getNotificationTransport, good: ['memory://', silent] },
  'Transport.close': { call: (limit: object) => memory().close(limit), good: [{ timeoutMs: 10 }] },
  Target: { call: (parts: object) => new Target(parts), good: [{ topic }] },
  'Target.with': { call: (parts: object) => new Target({}).with(parts), good: [{ topic }] },
  'Target.of': { call: (parts: object) => Target.of(parts), good: [{ topic }] },
  getRpcClient: {
    call: getRpcClient,
    good: [transport, { topic }, { timeoutMs: 50, context: {} }],
  },
  RpcClient: {
    call: (...args: [never, never, never]) => new library.RpcClient(...args),
    good: [transport, { topic }, { timeoutMs: 50 }],
  },
  'RpcClient.prepare': { call: (c: object) => client.prepare(c), good: [{ timeoutMs: 50 }] },
  'RpcClient.canSendVersion': { call: (v: string) => client.canSendVersion(v), good: ['1.0'] },
  'RpcClient.call': {
    call: (...args: [string, Record<string, unknown>, object]) => client.call(...args),
    good: ['m', { a: 1 }, { timeoutMs: 1000, context: {} }],
  },
  'RpcClient.cast': {
    call: (...args: [string, Record<string, unknown>, object]) => client.cast(...args),
    good: ['m', { a: 1 }, { timeoutMs: 1000, context: {} }],
  },
  getRpcServer: {
    call: getRpcServer,
    good: [transport, { topic, server: 'one' }, [endpoint], { prefetch: 1 }],
  },
  RpcServer: {
    call: (...args: [never, never, never, never]) => new library.RpcServer(...args),
    good: [transport, { topic, server: 'one' }, [endpoint], { prefetch: 1 }],
  },
  ...changes(serverOf, 'RpcServer'),
  getNotificationListener: {
    call: getNotificationListener,
    good: [transport, [{ topic }], [heard], { prefetch: 1 }],
  },
  getBatchNotificationListener: {
    call: library.getBatchNotificationListener,
    good: [transport, [{ topic }], [heard], { batchSize: 2 }],
  },
  NotificationListener: {
    call: (...args: [never, never, never, never, never]) =>
      new library.NotificationListener(...args),
    good: [transport, [{ topic }], [heard], { prefetch: 1 }],
  },
  ...changes(listenerOf, 'NotificationListener'),
  Notifier: {
    call: (...args: [never, never]) => new Notifier(...args),
    good: [transport, { publisherId: 'test' }],
  },
  'Notifier.prepare': { call: (c: object) => notifier.prepare(c), good: [{ retry: 0 }] },
  ...Object.fromEntries(
    priorities.map((name): [string, Place] => [
      `Notifier.${name}`,
      {
        call: (...args: [Record<string, unknown>, string, unknown, object]) =>
          notifier[name as 'info'](...args),
        good: [{}, 'event', {}, limits],
        // What a payload may hold is the serialisation's to say.
        takesAll: [2],
      },
    ]),
  ),
  ...Object.fromEntries(
    (['aiogreenExecutor', 'asyncExecutor', 'blockingExecutor', 'threadingExecutor'] as const).map(
      (name): [string, Place] => [name, { call: library[name], good: [{ poolSize: 2 }] }],
    ),
  ),
  moduleEndpoint: { call: library.moduleEndpoint, good: ['data:text/javascript,'] },
  ModuleEndpoint: {
    call: (module: string) => new library.ModuleEndpoint(module),
    good: ['data:text/javascript,'],
  },
  expose: { call: library.expose, good: [() => 1] },
  expectedExceptions: {
    call: library.expectedExceptions,
    good: [[RangeError], () => 1],
  },
  PythonError: {
    call: (...args: [string, unknown[], string]) => new PythonError(...args),
    good: ['ValueError', ['bad'], 'builtins'],
  },
  joinHooks: { call: library.joinHooks, good: [{}, {}] },
  openTelemetryHooks: { call: library.openTelemetryHooks, good: [openTelemetry] },
  openTelemetryMetrics: { call: library.openTelemetryMetrics, good: [openTelemetry] },
  observeTransport: {
    call: library.observeTransport,
    good: [openTelemetry, transport, { bus: 'main' }],
  },
  parseJson: { call: library.parseJson, good: ['{}'] },
  stringifyJson: { call: library.stringifyJson, good: [{}, 'args'], takesAll: [0] },
  drive: {
    call: (it: unknown, signal: AbortSignal) => library.drive((it ?? coroutine()) as never, signal),
    good: [undefined, limits.signal],
  },
  From: { call: library.From, good: [Promise.resolve(1)] },
  linkPromise: { call: library.linkPromise, good: [Promise.resolve(1)] },
  spawn: { call: (callback: never) => quiet(library.spawn(callback)), good: [() => 1] },
  spawnAfter: {
    call: (wait: number, callback: never) => quiet(library.spawnAfter(wait, callback)),
    good: [ms, () => 1],
  },
  sleep: { call: library.sleep, good: [ms] },
  withTimeout: { call: library.withTimeout, good: [ms, () => 1] },
  wrapGreenThread: { call: library.wrapGreenThread, good: [spawn(() => 1)] },
  'GreenThread.link': {
    call: (callback: never) => {
      spawn(() => new Promise(() => undefined)).link(callback); // it is not called
    },
    good: [() => undefined],
  },
  GreenPool: { call: (size: number) => new GreenPool(size), good: [2] },
  'GreenPool.spawn': {
    call: (callback: never) => new GreenPool(2).spawn(callback).next(),
    good: [() => 1],
  },
  Queue: { call: (size: number) => new Queue(size), good: [2] },
  'Queue.put': {
    call: (item: unknown, limit: number) => new Queue(2).put(item, limit).next(),
    good: [1, ms],
    takesAll: [0],
  },
  'Queue.get': { call: (limit: number) => [new Queue(2).get(limit)], good: [ms] },
  Semaphore: { call: (count: number) => new Semaphore(count), good: [2] },
  'Semaphore.acquire': { call: (limit: number) => new Semaphore(2).acquire(limit), good: [ms] },
  'Event.wait': { call: (limit: number) => [new Event().wait(limit)], good: [ms] },
};

/** Public names that take nothing which could be wrong, with the reason. */
const without: Record<string, string> = {
  getLocalContext: 'no parameter',
  NotificationResult: 'two words',
  'NotificationListener.doStart': 'of the library itself',
  'NotificationListener.doStop': 'of the library itself',
  'RpcServer.doStart': 'of the library itself',
  'RpcServer.doStop': 'of the library itself',
  Transport: 'made by getRpcTransport, which is here',
  'Transport.driver': 'no parameter',
  'Transport.holdQueueId': 'of the library itself',
  'Target.toJSON': 'no parameter',
  'Target.toString': 'no parameter',
  GreenThread: 'made by spawn, which is here',
  'GreenThread.start': 'of the library itself',
  'GreenThread.wait': 'no parameter',
  'GreenThread.kill': 'any error',
  'GreenThread.cancel': 'no parameter',
  GreenThreadExit: 'no parameter',
  'GreenPool.waitAll': 'no parameter',
  'Queue.tryPut': 'any item',
  'Queue.tryGet': 'no parameter',
  'Queue.taskDone': 'no parameter',
  'Queue.join': 'no parameter',
  'Semaphore.release': 'no parameter',
  Event: 'no parameter',
  'Event.send': 'any value',
  'Event.sendError': 'any error',
  'Event.reset': 'no parameter',
  Return: 'any value',
  Wait: 'made by what waits, which is here',
  'Wait.then': "a promise's own rules",
  'Wait.promise': 'no parameter',
  MemoryBroker: 'no parameter',
  'MemoryBroker.declare': 'the memory driver asks it',
  'MemoryBroker.queue': 'the memory driver asks it',
  'MemoryBroker.deleteQueue': 'the memory driver asks it',
  'MemoryBroker.publish': 'the memory driver asks it',
  defaultAccessPolicy: 'servers ask it',
  explicitAccessPolicy: 'servers ask it',
  legacyAccessPolicy: 'servers ask it',
};

/** Classes, with their methods; errors, which the library alone makes, are left out. */
function publicNames(): string[] {
  return Object.entries(library).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'function') return [name];
    const prototype = value.prototype as object | undefined;
    if (
      prototype instanceof library.MessagingException ||
      prototype instanceof library.GreenTimeout
    )
      return [];
    if (value === library.MessagingException || value === library.GreenTimeout) return [];
    const methods: string[] = [];
    for (
      let holder: unknown = prototype;
      typeof holder === 'object' && holder !== null && holder !== Object.prototype;
      holder = Object.getPrototypeOf(holder)
    ) {
      if (holder === Error.prototype) break;
      for (const [member, { value: method }] of Object.entries(
        Object.getOwnPropertyDescriptors(holder) as Record<string, PropertyDescriptor>,
      )) {
        if (typeof method === 'function' && member !== 'constructor')
          methods.push(`${name}.${member}`);
      }
    }
    return [name, ...methods];
  });
}

class Strange {
  m(): number {
    return 1;
  }
}

/** What stands where something else was meant. */
const junk: readonly unknown[] = [
  ...[undefined, null, 0, -1, 1.5, NaN, Infinity, -Infinity, 1e300, 2 ** 53, 10n, true, false],
  ...[
    '',
    'text',
    'rabbit://user:secret@host/',
    './path',
    Symbol('s'),
    [],
    [null],
    [undefined],
    ['x'],
  ],
  ...[
    new Array<unknown>(1),
    [[]],
    {},
    { strange: 1 },
    { timeoutMs: -1 },
    { topic: 5 },
    { executor: {} },
  ],
  ...[
    Object.create(null) as object,
    new Strange(),
    Strange,
    () => 1,
    async () => Promise.resolve(1),
  ],
  ...[new Map([['m', 1]]), new Set([1]), new Date(), /x/, new Error('e'), Promise.resolve(1)],
  ...[new Proxy({}, {}), new Uint8Array(2), coroutine()],
];

/** What it came to: nothing, or an error; what goes on by itself may do so. */
async function outcome(place: Place, args: readonly unknown[]): Promise<unknown> {
  try {
    await place.call(...(args as never[]));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** In the words of the library: not in those of the engine, which tell of its inside. */
function isSaid(error: unknown): boolean {
  if (error instanceof library.MessagingException || error instanceof library.GreenTimeout) {
    return true;
  }
  if (error instanceof SyntaxError) return error.message.includes('of the JSON text');
  return error instanceof TypeError && /^Expected |^Class constructor/.test(error.message);
}

beforeAll(() => serverOf().start());
afterAll(() => transport.close());

describe('what is given and cannot be used', () => {
  test('is asked about every public name: a new one belongs into one of the two tables', () => {
    expect(publicNames().toSorted()).toEqual(
      [...Object.keys(places), ...Object.keys(without)]
        .filter((name) => name !== 'Target.of') // which is static
        .toSorted(),
    );
  });

  test.each(Object.entries(places))('%s takes what is right', async (_name, place) => {
    const error = await outcome(place, place.good);
    if (error !== undefined) expect(error).toBeInstanceOf(library.MessagingException);
  });

  test.each(Object.entries(places))(
    '%s says in words what is wrong, whatever it is, and no password',
    async (_name, place) => {
      const { good, takesAll = [] } = place;
      for (const at of good.keys()) {
        if (takesAll.includes(at)) continue;
        let refusals = 0;
        for (const value of junk) {
          const error = await outcome(place, good.with(at, value));
          if (error === undefined) continue;
          refusals += 1;
          expect(isSaid(error), String((error as Error).stack)).toBe(true);
          if (error instanceof TypeError) expect(String(error)).not.toContain('secret');
        }
        expect(refusals, `refusals at ${at}`).toBeGreaterThan(5);
      }
    },
  );

  const wrong: [what: string, call: () => unknown][] = [
    ['a target by its name alone', () => getRpcClient(transport, 'topic' as never)],
    ['an URL for a transport', () => getRpcClient('rabbit://u:secret@h/' as never, { topic })],
    [
      'parts of a target',
      () =>
        new Target({ exchange: '', topic: 5, version: '1', fanout: 'yes', sever: 'x' } as never),
    ],
    [
      'everything at once',
      () =>
        getRpcServer(
          {} as never,
          { topic: '' },
          [{}, endpoint, null, Strange] as never,
          {
            executor: {} as never,
            prefetch: -1,
            serializer: { serializeEntity: true } as never,
            accessPolicy: {} as never,
            pingg: true,
          } as never,
        ),
    ],
    [
      'one endpoint, not in a list',
      () => getRpcServer(transport, { topic, server: 's' }, endpoint as never),
    ],
    [
      "an endpoint's target and filter",
      () =>
        getNotificationListener(
          transport,
          [{ topic }],
          [{ ...heard, filterRule: { eventType: '(', publisher: 'x', payload: { a: 5 } } }],
        ),
    ],
    [
      'one target, not in a list',
      () => getNotificationListener(transport, { topic } as never, [heard]),
    ],
    [
      'options of a transport',
      () =>
        getRpcTransport('memory://', {
          controlExchange: '',
          topology: { durableQueue: true, transientQueuesTtlMs: 1500 },
          hooks: { onLog: () => undefined },
          failures: { sendTraceback: 'no' },
          outgoing: { messages: -1 },
          drivers: { own: {} },
        } as never),
    ],
    ['limits of a call', () => client.call('m', {}, { timeout: 5, signal: 'x' } as never)],
    ['a limit that no timer can keep', () => client.cast('m', {}, { timeoutMs: 1e10 })],
    ['arguments in a list, a method without a name', () => client.call('', ['x'] as never)],
    [
      'an executor that is not here',
      () =>
        getRpcServer(transport, { topic, server: 's' }, [endpoint], { executor: 'green' as never }),
    ],
    [
      'an executor that would leave notifications where they are',
      () => getNotificationListener(transport, [{ topic }], [heard], { executor: 'threading' }),
    ],
    [
      'a broker that is none',
      () => getRpcTransport('memory://', { driverOptions: { broker: {} } }),
    ],
  ];

  test('is told in one wording, all of it at once', async () => {
    const told: string[] = [];
    for (const [what, call] of wrong) {
      const error = await outcome({ call, good: [] }, []);
      told.push(
        `${what}:`,
        ...String(error)
          .split('\n')
          .map((line) => `    ${line}`),
      );
    }
    expect(told.join('\n')).toMatchInlineSnapshot(`
      "a target by its name alone:
          TypeError: Expected \`target\` to be an object, got 'topic' (string).
      an URL for a transport:
          TypeError: Expected \`transport\` to be a transport, as getRpcTransport makes it, got a text.
      parts of a target:
          TypeError: Expected \`target.exchange\` to be a text that is not empty, got '' (string).
          Expected \`target.topic\` to be a text that is not empty, got 5 (number).
          Expected \`target.version\` to be major.minor such as '1.0', got '1' (string).
          Expected \`target.fanout\` to be true or false, got 'yes' (string).
          Expected an option of a target (\`exchange\`, \`topic\`, \`namespace\`, \`version\`, \`server\`, \`fanout\`, \`legacyNamespaces\`), got \`target.sever\`.
      everything at once:
          TypeError: Expected \`transport\` to be a transport, as getRpcTransport makes it, got an object.
          Expected \`target.topic\` to be a text that is not empty, got '' (string).
          Expected \`endpoints[0]\` to be an object with methods (of a class an instance), got an object.
          Expected \`endpoints[2]\` to be an object with methods (of a class an instance), got null.
          Expected \`endpoints[3]\` to be an object with methods (of a class an instance), got a function.
          Expected \`executor.capacity\` to be an integer >= 1, or Infinity, got undefined.
          Expected \`executor.submit\` to be a function, got undefined.
          Expected \`executor.close\` to be a function, got undefined.
          Expected \`serializer.serializeEntity\` to be a function, got true (boolean).
          Expected \`accessPolicy.isAllowed\` to be a function, got undefined.
          Expected \`prefetch\` to be an integer >= 0, got -1 (number).
          Expected an option of the RPC server (\`executor\`, \`poolSize\`, \`executorCallback\`, \`serializer\`, \`accessPolicy\`, \`ping\`, \`prefetch\`, \`acknowledge\`, \`redeliveryLimit\`, \`missingReplyQueueRetryMs\`), got \`pingg\`.
      one endpoint, not in a list:
          TypeError: Expected \`endpoints\` to be a list, each item an object with methods (of a class an instance), got an object.
      an endpoint's target and filter:
          TypeError: Expected \`endpoints[0].filterRule.eventType\` to be a regular expression, or the text of one, got '(' (string).
          Expected \`endpoints[0].filterRule.payload.a\` to be a regular expression, or the text of one, got 5 (number).
          Expected an option of a filter rule (\`publisherId\`, \`eventType\`, \`context\`, \`metadata\`, \`payload\`), got \`endpoints[0].filterRule.publisher\`.
      one target, not in a list:
          TypeError: Expected \`targets\` to be a list, each item an object, got an object.
      options of a transport:
          TypeError: Expected \`controlExchange\` to be a text that is not empty, got '' (string).
          Expected \`topology.transientQueuesTtlMs\` to be whole seconds in milliseconds, >= 0 and <= 4294967000, got 1500 (number).
          Expected an option of the topology (\`durableQueues\`, \`autoDelete\`, \`quorumQueues\`, \`transientQuorumQueues\`, \`streamFanout\`, \`quorumDeliveryLimit\`, \`quorumMemoryMessages\`, \`quorumMemoryBytes\`, \`transientQueuesTtlMs\`, \`queueManager\`, \`hostname\`, \`processname\`), got \`topology.durableQueue\`.
          Expected \`failures.sendTraceback\` to be true or false, got 'no' (string).
          Expected an option of hooks (\`log\`, \`driver\`, \`aroundSend\`, \`aroundDispatch\`), got \`hooks.onLog\`.
          Expected \`drivers.own\` to be a function, got an object.
          Expected \`outgoing.messages\` to be an integer >= 0, got -1 (number).
      limits of a call:
          TypeError: Expected \`signal\` to be an AbortSignal, got 'x' (string).
          Expected an option of a request (\`context\`, \`signal\`, \`timeoutMs\`), got \`timeout\`.
      a limit that no timer can keep:
          TypeError: Expected \`timeoutMs\` to be a number of milliseconds > 0 and <= 2147483647, got 10000000000 (number).
      arguments in a list, a method without a name:
          TypeError: Expected \`args\` to be an object with named members, got a list.
      an executor that is not here:
          ExecutorLoadFailure: Failed to load executor 'green': unknown here; known: blocking, async, aiogreen, threading, or an object of your own
      an executor that would leave notifications where they are:
          ExecutorLoadFailure: Failed to load executor 'threading': it takes the endpoints of RPC servers elsewhere; those of notifications stay on the event loop: expected blocking, async or aiogreen
      a broker that is none:
          InvalidTransportURL: Invalid transport URL 'memory://': broker: expected a MemoryBroker, got an object"
    `);
  });

  test('is refused of a driver that lacks a method, when it is first needed', async () => {
    await using strange = getRpcTransport('own://', {
      ...silent,
      drivers: { own: () => ({ publish: () => undefined }) as never },
    });
    await expect(strange.driver()).rejects.toThrow(
      "Failed to load transport driver 'own': TypeError: Expected `driver.consume` to be a function, got undefined.",
    );
  });
});
