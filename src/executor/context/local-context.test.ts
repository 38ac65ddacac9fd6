import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import {
  asyncExecutor,
  getLocalContext,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  MemoryBroker,
  type Executor,
  type Hooks,
  type Transport,
} from '../browser.ts';

const user = new AsyncLocalStorage<string>();
const open: Transport[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
});

/** A client of a server whose endpoint says what it sees around it, before and after an await. */
async function seer(options: { hooks?: Hooks; executor?: Executor } = {}) {
  const { hooks = {}, executor = asyncExecutor() } = options;
  const driverOptions = { broker: new MemoryBroker() };
  const transport = getRpcTransport('memory://', { driverOptions, hooks });
  open.push(transport);
  const see = () => [getLocalContext(), user.getStore() ?? 'none'];
  const endpoint = {
    look: async () => {
      const before = see();
      await new Promise((resolve) => setTimeout(resolve, 1));
      return [before, see()];
    },
  };
  const server = getRpcServer(transport, { topic: 't', server: 's' }, [endpoint], { executor });
  await server.start();
  return getRpcClient(transport, { topic: 't' });
}

describe('the local context of an endpoint', () => {
  it.each([
    ['a request without one', undefined, {}],
    ['a request with one', { user: 'alice' }, { user: 'alice' }],
  ])('is that of %s, and nothing of the caller is seen', async (_what, context, expected) => {
    const client = await seer();
    const answer = await user.run('the caller', () =>
      client.call('look', {}, context ? { context } : {}),
    );
    expect(answer).toEqual([
      [expected, 'none'],
      [expected, 'none'],
    ]);
    expect(getLocalContext()).toBeUndefined();
  });

  it('is each its own, however many are in work', async () => {
    const client = await seer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        client.call('look', {}, n % 2 === 0 ? {} : { context: { n } }),
      ),
    );
    const expected = answers.map((_, n) => {
      const seen = [n % 2 === 0 ? {} : { n }, 'none'];
      return [seen, seen];
    });
    expect(answers).toEqual(expected);
  });

  it('leaves what a hook or an executor sets around the dispatch', async () => {
    const hooked = await seer({
      hooks: { aroundDispatch: (_info, dispatch) => user.run('the hook', dispatch) },
    });
    const own: Executor = {
      capacity: 4,
      submit: (task) => user.run('the executor', task),
      close: () => Promise.resolve(),
    };
    const run = await seer({ executor: own });
    expect(await hooked.call('look')).toEqual([
      [{}, 'the hook'],
      [{}, 'the hook'],
    ]);
    expect(await run.call('look')).toEqual([
      [{}, 'the executor'],
      [{}, 'the executor'],
    ]);
  });
});
