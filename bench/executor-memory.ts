/**
 * What a call costs in one process, in p-queue's cost per task: `node bench/executor-memory.ts`.
 *
 * Each round runs every contender once, in turn, so that all meet the same machine; the figures are
 * medians over the rounds, the ratios medians of each round's own ratio. The tasks are the same async
 * function, given by the same 64 callers, each of which waits for its answer before it asks again.
 */
import PQueue from 'p-queue';

import {
  asyncExecutor,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
} from '../src/executor/index.ts';

const ROUNDS = Number(process.argv[2] ?? 15);
const TASKS = 100_000;
const CALLERS = 64;
const POOL = 64;

const endpoint = {
  // eslint-disable-next-line @typescript-eslint/require-await -- what is measured is the way to it
  async echo(_context: object, { x }: { x: number }): Promise<number> {
    return x;
  },
};

/** What a whole call may cost, in p-queue's cost per task. */
const goal = 1.5;

const noSignal = new AbortController().signal;

/** What a task costs: nanoseconds of the clock, and of the processor (which a busy machine spares). */
interface Cost {
  readonly clock: number;
  readonly cpu: number;
}

async function measure(task: (x: number) => unknown): Promise<Cost> {
  const begin = process.hrtime.bigint();
  const before = process.cpuUsage();
  const caller = async (): Promise<void> => {
    for (let n = 0; n < TASKS / CALLERS; n++) await task(n);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const { user, system } = process.cpuUsage(before);
  const clock = Number(process.hrtime.bigint() - begin) / TASKS;
  return { clock, cpu: ((user + system) * 1000) / TASKS };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

await using transport = getRpcTransport('memory://bench');
await using server = getRpcServer(transport, { topic: 'bench', server: 'one' }, [endpoint], {
  poolSize: POOL,
});
await server.start();
const client = getRpcClient<typeof endpoint>(transport, { topic: 'bench' });
await client.call('echo', { x: 0 });
const queue = new PQueue({ concurrency: POOL });
const executor = asyncExecutor({ poolSize: POOL });

const contenders: Record<string, (x: number) => unknown> = {
  'p-queue': (x) => queue.add(() => endpoint.echo({}, { x })),
  'the executor alone': (x) => executor.submit(() => endpoint.echo({}, { x }), noSignal),
  'a whole call over memory://': (x) => client.call('echo', { x }),
};

const costs = new Map(Object.keys(contenders).map((name) => [name, [] as Cost[]]));
for (let round = -2; round < ROUNDS; round++) {
  for (const [name, task] of Object.entries(contenders)) {
    const cost = await measure(task);
    if (round >= 0) costs.get(name)?.push(cost); // the first two warm up
  }
}

const base = costs.get('p-queue') ?? [];
console.log(`${''.padEnd(28)}   clock   × p-queue        CPU   × p-queue`);
for (const [name, values] of costs) {
  const columns = (['clock', 'cpu'] as const).map((kind) => {
    const cost = median(values.map((each) => each[kind])) / 1000;
    const ratio = median(values.map((each, round) => each[kind] / (base[round]?.[kind] ?? NaN)));
    return `${cost.toFixed(2).padStart(5)} µs   ${ratio.toFixed(2).padStart(9)}`;
  });
  const wanted = name.startsWith('a whole call') ? `   goal <= ${goal}` : '';
  console.log(`${name.padEnd(28)} ${columns.join('   ')}${wanted}`);
}
