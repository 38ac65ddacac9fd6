/**
 * The line protocol between the benchmark and its child processes: a child writes `{"ready":true}`;
 * a client is then told `{"concurrency":64,"calls":1000}` and answers with what that took; any child
 * that is told `{"cpu":true}` answers with the processor time that it has used so far.
 */
import { createInterface } from 'node:readline';

/** One echo call; rejects if the answer is not what was sent. */
export type Call = (value: number) => Promise<void>;

export interface Order {
  concurrency?: number;
  calls?: number;
  cpu?: boolean;
}

export interface Answer {
  ready?: boolean;
  /** Wall time, seconds. */
  seconds?: number;
  /** Processor time of the process so far, seconds. */
  cpu?: number;
}

/** Serves orders until standard input ends, then closes. */
export async function servePeer(call: Call | undefined, close: () => Promise<void>): Promise<void> {
  write({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as Order;
    if (order.cpu === true) {
      const { user, system } = process.cpuUsage();
      write({ cpu: (user + system) / 1e6 });
    } else if (call) {
      write({ seconds: await run(call, order.concurrency ?? 1, order.calls ?? 1) });
    }
  }
  await close();
}

async function run(call: Call, concurrency: number, calls: number): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < calls) await call(next++);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (performance.now() - began) / 1000;
}

function write(answer: Answer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
