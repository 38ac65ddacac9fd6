import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { rabbitmq } from '../test/executor/rabbit/available.ts';
import { exitCode, run } from './lib/cli.ts';
import { execute } from './lib/execute.ts';
import { wholeNumber } from './lib/options.ts';
import { print } from './lib/print.ts';

/** The files in which something breaks; the docs page `what-survives` says what they promise. */
const files = [
  'test/executor/rabbit/faults.test.ts',
  'test/executor/rabbit/kill.test.ts',
  'test/executor/rabbit/late-acknowledgement.test.ts',
  'test/executor/rabbit/long-endpoints.test.ts',
  'test/executor/rabbit/every-end.test.ts',
  'test/executor/rabbit/exit.test.ts',
  'test/executor/rabbit/server-ends.test.ts',
];

/** All files at once: they wait for brokers and limits most of the time. */
const together = [`--maxWorkers=${files.length}`];

/** A round that takes longer has failed. */
const roundSeconds = 900;

/** Keeps one core busy until its parent is gone, or for an hour and a half. */
const spin =
  'const end = Date.now() + 5_400_000; const parent = process.ppid;' +
  'while (Date.now() < end && process.ppid === parent) for (let n = 0; n < 1e7; n++);';

await run(
  {
    usage: 'npm run prove:faults --',
    about: [
      'What the executor promises about faults, over and over against a real broker, with every core kept',
      'busy by other processes. All rounds must pass; the figures of each are printed, and summed.',
    ].join('\n'),
    options: {
      rounds: { type: 'string', value: '<n>', help: 'default 30' },
      minutes: { type: 'string', value: '<n>', help: 'begin no round after these; default 60' },
    },
    examples: ['npm run prove:faults', 'npm run prove:faults -- --rounds 3'],
  },
  async ({ rounds = '30', minutes = '60' }) => {
    const wanted = wholeNumber('--rounds', rounds, { least: 1, most: 1000 });
    const limitMs = wholeNumber('--minutes', minutes, { least: 1, most: 600 }) * 60_000;
    if (!rabbitmq.available) {
      print(`${rabbitmq.reason}. Add it: ${rabbitmq.command}`);
      return exitCode.partial;
    }
    const since = performance.now();
    // What its many short processes compile, each reads from the others.
    const compiled = await mkdtemp(join(tmpdir(), 'crossplan-compiled-'));
    process.env['NODE_COMPILE_CACHE'] = compiled;
    const spinners = Array.from({ length: availableParallelism() }, () =>
      spawn(process.execPath, ['-e', spin], { stdio: 'ignore' }),
    );
    const sums = new Map<string, Figures>();
    let passed = 0;
    let done = 0;
    try {
      while (done < wanted && performance.now() - since < limitMs) {
        done += 1;
        const began = performance.now();
        const { code, output } = await execute(
          ['vitest', 'run', ...files, ...together],
          roundSeconds,
          false,
        );
        const figures = figuresOf(output);
        add(sums, figures);
        const seconds = Math.round((performance.now() - began) / 1000);
        print(`round ${done}: ${code === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
        if (code === 0) passed += 1;
        else print(...output.split('\n'));
        // A run that is ended early leaves those of its rounds.
        for (const [fault, each] of figures) print(`  ${fault}: ${JSON.stringify(each)}`);
      }
    } finally {
      for (const spinner of spinners) spinner.kill('SIGKILL');
      await rm(compiled, { recursive: true, force: true, maxRetries: 5 });
    }
    for (const [fault, figures] of sums) print(`${fault}: ${JSON.stringify(figures)}`);
    print(`${passed} of ${done} rounds passed; ${wanted} were asked for`);
    if (passed < done) return exitCode.findings;
    return done < wanted ? exitCode.partial : exitCode.fine;
  },
);

type Figures = Record<string, number>;

/** Those of a round's `fault:` lines. */
function figuresOf(output: string): [fault: string, figures: Figures][] {
  const lines = output.matchAll(/^fault: (.*?): (\{.*\})$/gm);
  return Array.from(lines, ([, fault = '', json = '{}']) => [fault, JSON.parse(json) as Figures]);
}

/** Adds a round's; of times, the longest. */
function add(sums: Map<string, Figures>, round: readonly [string, Figures][]): void {
  for (const [fault, figures] of round) {
    const sum = sums.get(fault) ?? {};
    for (const [name, value] of Object.entries(figures)) {
      const before = sum[name] ?? 0;
      sum[name] = name.endsWith('Ms') ? Math.max(before, value) : before + value;
    }
    sums.set(fault, sum);
  }
}
