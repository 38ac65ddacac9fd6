import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  From,
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  linkPromise,
  MemoryBroker,
  Notifier,
  Return,
  sleep,
  spawn,
  wrapGreenThread,
  type CallInfo,
  type Coroutine,
  type Transport,
} from '../../src/executor/browser.ts';

/** One service in the middle of its migration. */
const log: string[] = [];
const service = {
  plain: (_context: object, { x }: { x: number }) => x + 1,

  async modern(_context: object, { x }: { x: number }) {
    await Promise.resolve();
    return x + 2;
  },

  *coroutine(_context: object, { x }: { x: number }): Coroutine<number> {
    const doubled: number = yield* From(Promise.resolve(x * 2));
    const added: number = yield* From(service.helper(doubled));
    return added;
  },

  *helper(x: number): Coroutine<number> {
    yield From(Promise.resolve());
    throw new Return(x + 3);
  },

  *caught(): Coroutine<string> {
    try {
      yield From(Promise.reject(new RangeError('inside')));
      return 'not reached';
    } catch (error) {
      return `caught ${(error as Error).message}`;
    }
  },

  *failing(): Coroutine<never> {
    yield From(Promise.resolve());
    throw new RangeError('from a coroutine');
  },

  *yieldsNonsense(): Coroutine<void> {
    yield [1, 2];
  },

  *yieldsNumber(): Coroutine<void> {
    yield 5;
  },

  /** As co-style code does it. */
  *bare(_context: object, { x }: { x: number }): Generator<Promise<number>, number, number> {
    const doubled = yield Promise.resolve(x * 2);
    try {
      yield Promise.reject(new RangeError('inside'));
    } catch (error) {
      log.push((error as Error).message);
    }
    return doubled + 1;
  },

  /** An async function that waits for a green thread, and a green thread that waits for a promise. */
  async bridged(): Promise<number> {
    const thread = spawn(function* () {
      const value: number = yield* linkPromise(Promise.resolve(20));
      yield* sleep();
      return value + 1;
    });
    return await wrapGreenThread(thread);
  },

  *slow(_context: object, _args: object, { signal }: CallInfo): Coroutine<string> {
    try {
      yield* sleep(60_000);
      return 'slept';
    } catch (error) {
      log.push(`thrown in: ${(error as Error).name}, aborted: ${signal.aborted}`);
      throw error;
    } finally {
      yield* sleep(10);
      log.push('cleaned up');
    }
  },

  list: () => [1, 2],
  iterator: () => [3, 4].values(),
};

describe('the aiogreen executor', () => {
  let transport: Transport;

  beforeEach(async () => {
    vi.useFakeTimers();
    log.length = 0;
    transport = getRpcTransport('memory://', {
      driverOptions: { broker: new MemoryBroker() },
      hooks: { log: () => undefined },
    });
    const server = getRpcServer(transport, { topic: 't', server: 's' }, [service], {
      executor: 'aiogreen',
    });
    await server.start();
  });

  afterEach(async () => {
    vi.useRealTimers();
    await transport.close();
  });

  const client = () => getRpcClient<typeof service>(transport, { topic: 't' });

  it('serves plain functions, async functions and coroutines on one server', async () => {
    await expect(client().call('plain', { x: 1 })).resolves.toBe(2);
    await expect(client().call('modern', { x: 1 })).resolves.toBe(3);
    await expect(client().call('coroutine', { x: 1 })).resolves.toBe(5);
  });

  it('throws a rejection in at the yield, and sends what a coroutine throws', async () => {
    await expect(client().call('caught')).resolves.toBe('caught inside');
    await expect(client().call('failing')).rejects.toMatchObject({ value: 'from a coroutine' });
  });

  it('lets green threads wait for promises, and promises for green threads', async () => {
    await expect(client().call('bridged')).resolves.toBe(21);
  });

  it('drives only generators: a list is a result, and an iterator none that can be sent', async () => {
    await expect(client().call('list')).resolves.toEqual([1, 2]);
    await expect(client().call('iterator')).rejects.toThrow('an iterator, which reading would use');
  });

  it('waits for a promise that is yielded as it is', async () => {
    await expect(client().call('bare', { x: 2 })).resolves.toBe(5);
    expect(log).toContain('inside');
  });

  it('says what a coroutine may yield when it yields something else', async () => {
    await expect(client().call('yieldsNonsense')).rejects.toThrow(
      'A coroutine yielded a list; expected a promise, or From(promise or coroutine).',
    );
    await expect(client().call('yieldsNumber')).rejects.toThrow('A coroutine yielded number;');
  });

  it('throws the abort of the signal in, and lets the coroutine clean up', async () => {
    const call = client().prepare({ timeoutMs: 100 }).call('slow');
    const outcome = expect(call).rejects.toMatchObject({ name: 'MessagingTimeout' });
    await vi.advanceTimersByTimeAsync(200);
    await outcome;
    expect(log).toEqual(['thrown in: MessagingTimeout, aborted: true', 'cleaned up']);
  });

  it('drives notification endpoints too', async () => {
    const seen: unknown[] = [];
    const endpoint = {
      *info(_c: object, _p: string, _e: string, payload: unknown): Coroutine<void> {
        yield* sleep();
        seen.push(payload);
      },
    };
    const listener = getNotificationListener(transport, [{ topic: 'n' }], [endpoint], {
      executor: 'aiogreen',
    });
    await listener.start();
    await new Notifier(transport, { publisherId: 'p', topics: ['n'] }).info({}, 'e', 7);
    await vi.waitFor(() => {
      expect(seen).toEqual([7]);
    });
  });
});
