/** One run of the real library over `memory://`: a server, a client, and every message watched. */
import {
  aiogreenExecutor,
  asyncExecutor,
  blockingExecutor,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  type Context,
  type Executor,
} from '../../executor/browser.ts';
import * as asyncFunctions from './endpoints/async-functions.ts';
import * as coroutines from './endpoints/coroutines.ts';
import * as greenThreads from './endpoints/green-threads.ts';
import * as withThreads from './endpoints/with-threads.ts';
import { AsyncService, GreenService, Shared } from './service.ts';
import { kinds, type Kind, type Model, type Reservation, type Settings } from './settings.ts';
import type { ThreadPool } from './thread-pool.ts';
import { Recorder, type MessageTrace } from './trace.ts';

/** What a run was and gave. */
export interface Run {
  readonly settings: Settings;
  readonly messages: readonly MessageTrace[];
  /** What the counter of reservations says in the end; one per reservation would be right. */
  readonly counter: number;
  /** Until the last answer, milliseconds. */
  readonly tookMs: number;
}

/** The functions of one way to write endpoints, by what they do. */
type Functions = Readonly<
  Record<Exclude<Kind, 'reserving'> | Reservation, (service: never) => unknown>
>;

interface Way {
  readonly functions: Functions;
  readonly executor: (poolSize: number) => Executor;
  readonly service: typeof GreenService | typeof AsyncService;
}

const ways: Readonly<Record<Exclude<Model, 'both'>, Way>> = {
  blocking: {
    functions: asyncFunctions,
    executor: () => blockingExecutor(),
    service: AsyncService,
  },
  async: {
    functions: asyncFunctions,
    executor: (poolSize) => asyncExecutor({ poolSize }),
    service: AsyncService,
  },
  aiogreen: {
    functions: coroutines,
    executor: (poolSize) => aiogreenExecutor({ poolSize }),
    service: AsyncService,
  },
  green: {
    functions: greenThreads,
    executor: (poolSize) => aiogreenExecutor({ poolSize }),
    service: GreenService,
  },
  workers: {
    functions: withThreads,
    executor: (poolSize) => asyncExecutor({ poolSize }),
    service: AsyncService,
  },
};

/** How the endpoint of a message is written: half migrated, every other message meets the old one. */
function wayOf(model: Model, id: number): Way {
  if (model !== 'both') return ways[model];
  return id % 2 === 1 ? ways.green : ways.aiogreen;
}

/** The kinds of a mix in the order in which messages are sent: each spread evenly over the run. */
export function schedule(mix: Settings['mix']): readonly Kind[] {
  return kinds
    .flatMap((kind) =>
      Array.from({ length: mix[kind] }, (_, i) => ({ kind, at: (i + 0.5) / mix[kind] })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
}

/**
 * Sends every message at once and waits for all answers.
 * @param threads for the model `workers`
 */
export async function run(settings: Settings, threads?: ThreadPool): Promise<Run> {
  const shared = new Shared();
  let started = 0;
  const now = (): number => performance.now() - started;
  const recorders = schedule(settings.mix).map((kind, i) => {
    const isImplicit = wayOf(settings.model, i + 1) === ways.green;
    return new Recorder(i + 1, kind, isImplicit, now);
  });

  const method =
    (name: keyof Functions) =>
    (_context: Context, { id }: { id: number }): unknown => {
      const recorder = recorders[id - 1];
      if (!recorder) return null; // the call that warms up
      const way = wayOf(settings.model, id);
      const service = new way.service(shared, recorder, threads);
      return watched(recorder, () => way.functions[name](service as never));
    };
  const endpoint = {
    quick: method('quick'),
    waiting: method('waiting'),
    computing: method('computing'),
    reserving: method(settings.reservation),
  };

  await using transport = getRpcTransport('memory://');
  const executor = wayOf(settings.model, 0).executor(settings.poolSize);
  const target = { topic: 'playground', server: 'page' };
  await using server = getRpcServer(transport, target, [endpoint], { executor });
  await server.start();
  const client = getRpcClient<typeof endpoint>(transport, { topic: 'playground' });
  await client.call('quick', { id: 0 });

  started = performance.now();
  await Promise.all(
    recorders.map(async (recorder) => {
      recorder.sent();
      await client.call(recorder.kind, { id: recorder.id });
      recorder.answered();
    }),
  );
  const tookMs = now();
  return {
    settings,
    messages: recorders.map((recorder) => recorder.trace()),
    counter: shared.used,
    tookMs,
  };
}

/** Calls an endpoint's function and notes when it begins and ends, whichever kind it is. */
function watched(recorder: Recorder, call: () => unknown): unknown {
  recorder.begin();
  const result = call();
  if (typeof result !== 'object' || result === null) {
    recorder.end();
    return result;
  }
  if (result instanceof Promise) {
    return result.finally(() => {
      recorder.end();
    });
  }
  return watchedSteps(recorder, result as Generator<unknown, void, never>);
}

function* watchedSteps(
  recorder: Recorder,
  steps: Generator<unknown, void, never>,
): Generator<unknown, void, never> {
  try {
    yield* steps;
  } finally {
    recorder.end();
  }
}
