import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getRpcClient, Notifier, type Transport } from '../../../src/executor/index.ts';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openTransport } from './load.ts';
import { until } from './open-driver.ts';

interface Line {
  ready?: boolean;
  began?: number;
  done?: number;
  heard?: number;
}

const poolSize = 8;

/** A server process; what it wrote stays when it is killed. */
class ServerProcess {
  readonly lines: Line[] = [];
  readonly child: ChildProcess;
  readonly ended: Promise<void>;

  constructor(url: string, name: string) {
    const program = `${import.meta.dirname}/peers/server.ts`;
    const argv = [program, url, 'kill', name, String(poolSize)];
    this.child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = this.child.stdout;
    if (output === null) throw new Error('no standard output');
    const reader = createInterface({ input: output });
    reader.on('line', (line) => this.lines.push(JSON.parse(line) as Line));
    this.ended = new Promise((resolve) => {
      reader.once('close', resolve);
    });
  }

  async ready(): Promise<this> {
    await until('the server process', () => this.lines[0]?.ready === true, 20_000);
    return this;
  }

  all(what: 'began' | 'done' | 'heard'): number[] {
    return this.lines.flatMap((line) => line[what] ?? []);
  }
}

describe.skipIf(!rabbitmq.available)('a server is killed, a second one is on the queue', () => {
  let broker: Broker;
  let transport: Transport;
  const servers: ServerProcess[] = [];

  beforeAll(async () => {
    broker = await Broker.start();
    transport = openTransport(broker.url());
    servers.push(
      new ServerProcess(broker.url(), 'first'),
      new ServerProcess(broker.url(), 'second'),
    );
    await Promise.all(servers.map((server) => server.ready()));
  });
  afterAll(async () => {
    await transport.close();
    for (const server of servers) server.child.kill('SIGKILL');
    await broker.stop();
  });

  test('only what it was working on is lost, nothing is worked on or answered twice', async () => {
    const [first, second] = servers as [ServerProcess, ServerProcess];
    const client = getRpcClient(transport, { topic: 'kill' }, { timeoutMs: 6000 });
    const notifier = new Notifier(transport, { publisherId: 'test', topics: ['kill-news'] });
    const total = 600;
    const news = Promise.all(
      Array.from({ length: total }, (_, n) => notifier.info({}, 'event', { n })),
    );
    const answered = new Map<number, string>();
    const lost: number[] = [];
    let killed = false;
    await Promise.all(
      Array.from({ length: total }, async (_, n) => {
        try {
          const answer = (await client.call('work', { n })) as { n: number; server: string };
          expect(answer.n).toBe(n);
          answered.set(n, answer.server);
        } catch {
          lost.push(n);
        }
        if (answered.size >= 100 && !killed) {
          killed = true;
          first.child.kill('SIGKILL');
        }
      }),
    );
    await first.ended;
    await news;

    // Requests are acknowledged before they are worked on: at most once, at most its pool is lost.
    const unfinished = first.all('began').filter((n) => !first.all('done').includes(n));
    expect(answered.size + lost.length).toBe(total);
    expect(lost.length).toBeLessThanOrEqual(2 * poolSize);
    expect(lost.filter((n) => second.all('began').includes(n))).toEqual([]);
    const began = [...first.all('began'), ...second.all('began')];
    expect(new Set(began).size).toBe(began.length);
    expect(transport.counters.repliesUnknown).toBe(0);

    // Notifications are acknowledged after they were handled: at least once, so none is lost.
    await expect
      .poll(() => new Set([...first.all('heard'), ...second.all('heard')]).size, {
        timeout: 20_000,
      })
      .toBe(total);
    const heard = [...first.all('heard'), ...second.all('heard')];
    const found = {
      calls: total,
      answered: answered.size,
      byFirst: [...answered.values()].filter((server) => server === 'first').length,
      lost: lost.length,
      unfinished: unfinished.length,
      workedTwice: began.length - new Set(began).size,
      answeredTwice: transport.counters.repliesUnknown,
      notifications: total,
      heard: new Set(heard).size,
      heardTwice: heard.length - new Set(heard).size,
    };
    process.stdout.write(`fault: a server killed: ${JSON.stringify(found)}\n`);
  });
});
