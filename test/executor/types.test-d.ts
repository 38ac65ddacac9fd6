import { describe, expectTypeOf, it } from 'vitest';
import {
  From,
  getRpcClient,
  getRpcTransport,
  type CallInfo,
  type Context,
  type Coroutine,
  type MethodName,
  type OverWire,
} from '../../src/executor/browser.ts';

/**
 * What the compiler must say. `tsc` proves it (`npm run types`): an `@ts-expect-error` without an
 * error beneath it is an error itself. Nothing here runs.
 */
class Service {
  readonly target = { version: '1.0' };
  readonly limit = 5;

  ping(): string {
    return 'pong';
  }

  async resize(
    _context: Context,
    args: { id: string; size: number; force?: boolean },
    _info: CallInfo,
  ): Promise<{ at: Date; tags: Set<string>; note?: string }> {
    await Promise.resolve();
    return { at: new Date(), tags: new Set([args.id]) };
  }

  *slowly(_context: Context, { n }: { n: number }): Coroutine<number> {
    const value: number = yield* From(Promise.resolve(n));
    return value;
  }

  list(_context: Context, _args: { marker?: string }): void {
    // gives nothing
  }

  _hidden(): void {
    // not for callers
  }
}

class Other {
  only(_context: Context, { y }: { y: boolean }): boolean[] {
    return [y];
  }
}

describe('a typed client', () => {
  const transport = getRpcTransport('memory://types');
  const client = getRpcClient<Service>(transport, { topic: 't' });
  const untyped = getRpcClient(transport, { topic: 't' });

  it('knows the names of the methods, and of nothing else', () => {
    expectTypeOf<MethodName<Service>>().toEqualTypeOf<'ping' | 'resize' | 'slowly' | 'list'>();
    // @ts-expect-error no such method
    void client.call('pong');
    // @ts-expect-error a hidden method
    void client.call('_hidden');
    // @ts-expect-error not a method
    void client.call('limit');
    // @ts-expect-error not a method for callers
    void client.call('target');
  });

  it('checks the arguments', () => {
    void client.call('resize', { id: 'a', size: 1 });
    void client.cast('resize', { id: 'a', size: 1, force: true });
    // @ts-expect-error arguments are needed
    void client.call('resize');
    // @ts-expect-error one is missing
    void client.call('resize', { id: 'a' });
    // @ts-expect-error one is of the wrong type
    void client.call('resize', { id: 'a', size: 'large' });
    // @ts-expect-error one is unknown
    void client.call('resize', { id: 'a', size: 1, speed: 2 });
    // @ts-expect-error a cast is checked too
    void client.cast('resize', { id: 1, size: 1 });
    // @ts-expect-error ping takes none
    void client.call('ping', { id: 'a' });
    void client.call('ping');
    void client.call('list');
    void client.call('list', { marker: 'm' }, { context: { user_id: 'u' } });
  });

  it('knows the result, as it is after its way over the wire', () => {
    expectTypeOf(client.call('ping')).resolves.toEqualTypeOf<string>();
    expectTypeOf(client.call('slowly', { n: 1 })).resolves.toEqualTypeOf<number>();
    expectTypeOf(client.call('list')).resolves.toEqualTypeOf<null>();
    const resized = client.call('resize', { id: 'a', size: 1 });
    expectTypeOf(resized).resolves.toHaveProperty('at').toEqualTypeOf<string>();
    expectTypeOf(resized).resolves.toHaveProperty('tags').toEqualTypeOf<string[]>();
  });

  it('can be told the endpoint at the call', () => {
    void untyped.call<Service>('resize', { id: 'a', size: 1 });
    void untyped.cast<Service>('slowly', { n: 1 });
    expectTypeOf(untyped.call<Service, 'ping'>('ping')).resolves.toEqualTypeOf<string>();
    // @ts-expect-error no such method
    void untyped.call<Service>('pong');
    // @ts-expect-error the arguments of another method
    void untyped.call<Service>('resize', { n: 1 });
    // @ts-expect-error an argument of the wrong type
    void untyped.call<Service>('slowly', { n: 'one' });
  });

  it('takes several endpoints as one', () => {
    const both = getRpcClient<Service & Other>(transport, { topic: 't' });
    expectTypeOf(both.call('only', { y: true })).resolves.toEqualTypeOf<boolean[]>();
    expectTypeOf(both.call('ping')).resolves.toEqualTypeOf<string>();
  });

  it('takes any method and arguments when it was told nothing', () => {
    expectTypeOf(untyped.call('anything', { at: 'all' })).resolves.toEqualTypeOf<unknown>();
    // @ts-expect-error arguments are named, as in Python
    void untyped.call('anything', [1, 2]);
  });

  it('keeps its type when it is prepared', () => {
    expectTypeOf(client.prepare({ server: 's' }).call('ping')).resolves.toEqualTypeOf<string>();
  });

  it('turns types as JSON turns values', () => {
    expectTypeOf<OverWire<Date>>().toEqualTypeOf<string>();
    expectTypeOf<OverWire<undefined>>().toEqualTypeOf<null>();
    expectTypeOf<OverWire<[number, Date]>>().toEqualTypeOf<[number, string]>();
    expectTypeOf<OverWire<Map<string, Date>>>().toEqualTypeOf<Record<string, string>>();
    expectTypeOf<OverWire<{ a: Set<number>; m(): void }>>().toEqualTypeOf<{ a: number[] }>();
    expectTypeOf<OverWire<string | null>>().toEqualTypeOf<string | null>();
  });
});
