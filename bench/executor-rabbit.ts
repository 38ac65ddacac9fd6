/**
 * Calls per second over RabbitMQ: this library beside bare amqplib, and beside the Python
 * oslo.messaging where it is installed.
 *
 * usage: node bench/executor-rabbit.ts [--rounds 20] [--json]
 *
 * It starts a broker of its own on loopback, and a server and a client process of each kind. Rounds are
 * interleaved, in random order within a round, and short: what disturbs the machine disturbs all of
 * them, so the ratios hold where the numbers do not. Each ratio is the median of its rounds.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { osloMessaging, pythonPath, rabbitmq } from '../test/executor/rabbit/available.ts';
import { Broker } from '../test/executor/rabbit/broker.ts';
import type { Answer, Order } from './rabbit-peer.ts';

interface Kind {
  name: string;
  program: string;
  file: string;
  /** Calls of one measurement, by concurrency: so many that the first and last do not count. */
  calls: Record<number, number>;
}

/** What the library must reach: its calls/s as a multiple of the other's, by concurrency. */
const goals: Record<string, Record<number, number>> = {
  'bare amqplib': { 1: 0.97, 64: 1.1, 256: 1.1 },
  'Python threading': { 1: 2.7, 64: 18, 256: 20 },
};

const concurrencies = [1, 64, 256];
const node = { program: process.execPath, calls: { 1: 100, 64: 2000, 256: 4000 } };
const kinds: Kind[] = [
  { name: 'this library', file: 'rabbit-library.ts', ...node },
  { name: 'bare amqplib', file: 'rabbit-bare.ts', ...node },
  ...(osloMessaging.available
    ? [
        {
          name: 'Python threading',
          program: pythonPath,
          file: 'rabbit-python.py',
          calls: { 1: 40, 64: 192, 256: 512 },
        },
      ]
    : []),
];

/** A child process that answers one order at a time. */
class Peer {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(kind: Kind, role: string, url: string) {
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    this.#child = spawn(kind.program, [`${import.meta.dirname}/${kind.file}`, role, url], {
      stdio,
    });
    const output = this.#child.stdout;
    if (output === null) throw new Error('no standard output');
    this.#answers = createInterface({ input: output })[Symbol.asyncIterator]();
  }

  async next(): Promise<Answer> {
    const line = await this.#answers.next();
    if (line.done === true) throw new Error('a process of the benchmark ended early');
    return JSON.parse(line.value) as Answer;
  }

  ask(order: Order): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
    return this.next();
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}

interface Measure {
  rate: number;
  /** Processor time per call, microseconds. */
  client: number;
  server: number;
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
if (!rabbitmq.available) {
  process.stderr.write(`${rabbitmq.reason}\n  ${rabbitmq.command}\n`);
  process.exit(2);
}
if (!osloMessaging.available && !values.json) {
  process.stdout.write(`without Python: ${osloMessaging.reason}\n  ${osloMessaging.command}\n`);
}
await main();

async function main(): Promise<void> {
  const broker = await Broker.start();
  const peers = new Map<Kind, { server: Peer; client: Peer }>();
  try {
    for (const kind of kinds) {
      const server = new Peer(kind, 'server', broker.url());
      peers.set(kind, { server, client: new Peer(kind, 'client', broker.url()) });
    }
    for (const { server, client } of peers.values())
      await Promise.all([server.next(), client.next()]);
    for (const [kind, { client }] of peers) {
      // Warm: compiled, connected, declared.
      await client.ask({ concurrency: 64, calls: (kind.calls[64] ?? 1) * 3 });
    }
    const results = await measure(peers);
    process.stdout.write(values.json ? `${JSON.stringify(summary(results))}\n` : table(results));
  } finally {
    for (const { server, client } of peers.values()) {
      server.end();
      client.end();
    }
    await broker.stop();
  }
}

type Results = Map<number, Map<string, Measure[]>>;

async function measure(peers: Map<Kind, { server: Peer; client: Peer }>): Promise<Results> {
  const results: Results = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const concurrency of concurrencies) {
      const byKind = results.get(concurrency) ?? new Map<string, Measure[]>();
      results.set(concurrency, byKind);
      const order = [...peers].sort(() => Math.random() - 0.5);
      for (const [kind, { server, client }] of order) {
        const calls = kind.calls[concurrency] ?? 1;
        const before = await Promise.all([cpu(client), cpu(server)]);
        const { seconds = 0 } = await client.ask({ concurrency, calls });
        const after = await Promise.all([cpu(client), cpu(server)]);
        byKind.set(kind.name, [
          ...(byKind.get(kind.name) ?? []),
          {
            rate: calls / seconds,
            client: ((after[0] - before[0]) / calls) * 1e6,
            server: ((after[1] - before[1]) / calls) * 1e6,
          },
        ]);
      }
    }
    if (!values.json && process.stderr.isTTY)
      process.stderr.write(`\rround ${round + 1}/${rounds}`);
  }
  if (!values.json && process.stderr.isTTY) process.stderr.write('\n');
  return results;
}

async function cpu(peer: Peer): Promise<number> {
  return (await peer.ask({ cpu: true })).cpu ?? 0;
}

interface Row {
  concurrency: number;
  kind: string;
  callsPerSecond: number;
  clientMicroseconds: number;
  serverMicroseconds: number;
  /** This library's calls/s as a multiple of this kind's. */
  libraryIs?: number;
  goal?: number;
}

function summary(results: Results): Row[] {
  return [...results].flatMap(([concurrency, byKind]) => {
    const own = byKind.get('this library') ?? [];
    return [...byKind]
      .sort(([one], [two]) => place(one) - place(two))
      .map(([kind, measures]) => {
        const goal = goals[kind]?.[concurrency];
        const ratios = measures.map(({ rate }, round) => (own[round]?.rate ?? 0) / rate);
        return {
          concurrency,
          kind,
          callsPerSecond: Math.round(median(measures.map(({ rate }) => rate))),
          clientMicroseconds: Math.round(median(measures.map(({ client }) => client))),
          serverMicroseconds: Math.round(median(measures.map(({ server }) => server))),
          ...(goal === undefined ? {} : { libraryIs: Number(median(ratios).toFixed(2)), goal }),
        };
      });
  });
}

function place(name: string): number {
  return kinds.findIndex((kind) => kind.name === name);
}

function table(results: Results): string {
  const lines = ['concurrency  kind              calls/s  CPU µs client/server  library is  goal'];
  for (const row of summary(results)) {
    const cpuTimes = `${row.clientMicroseconds} / ${row.serverMicroseconds}`;
    const ratio =
      row.libraryIs === undefined ? '' : `${row.libraryIs.toFixed(2)} times  >= ${row.goal ?? ''}`;
    lines.push(
      [
        String(row.concurrency).padStart(11),
        row.kind.padEnd(16),
        String(row.callsPerSecond).padStart(8),
        cpuTimes.padStart(21),
        ` ${ratio}`,
      ]
        .join('  ')
        .trimEnd(),
    );
  }
  return `${lines.join('\n')}\n`;
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((one, two) => one - two);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
