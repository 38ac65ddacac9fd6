import {
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  type RpcServer,
  type Transport,
} from '../../../src/executor/index.ts';

/** What became of the calls of a {@link Load}. */
export interface Figures {
  calls: number;
  answered: number;
  /** The caller's promise rejected: no answer in time. */
  lost: number;
  /** Wrong answers: of another call. */
  wrong: number;
  /** Requests that endpoints worked on more than once, over all servers that told. */
  workedTwice: number;
  /** Answers that came for a call which had one already, or too late; the client drops them. */
  answeredTwice: number;
  /** Connections that client and server lost meanwhile. */
  disconnects: number;
}

/** Quick enough for a test; the library's own waits are seconds. */
const quick = { rabbit_retry_interval: 0.1, rabbit_retry_backoff: 0.1, rabbit_interval_max: 0.5 };

/** Transports for tests of faults: silent, with short waits between attempts. */
export function openTransport(url: string): Transport {
  return getRpcTransport(url, { driverOptions: quick, hooks: { log: () => undefined } });
}

/** A server whose one method takes a few milliseconds, and that counts its work. */
export async function startServer(
  transport: Transport,
  topic: string,
  worked: Map<number, number>,
  poolSize = 16,
): Promise<RpcServer> {
  const endpoint = {
    work: async (_context: object, { n }: { n: number }) => {
      worked.set(n, (worked.get(n) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, 1 + (n % 20)));
      return n;
    },
  };
  const server = getRpcServer(transport, { topic, server: 'main' }, [endpoint], { poolSize });
  await server.start();
  return server;
}

/** Keeps a number of calls under way until told to stop. */
export class Load {
  readonly #transport: Transport;
  readonly #client;
  readonly #workers: Promise<void>[];
  readonly #figures = { calls: 0, answered: 0, lost: 0, wrong: 0 };
  #stopped = false;

  constructor(transport: Transport, topic: string, concurrency: number, timeoutMs: number) {
    this.#transport = transport;
    this.#client = getRpcClient(transport, { topic }, { timeoutMs });
    this.#workers = Array.from({ length: concurrency }, () => this.#work());
  }

  get answered(): number {
    return this.#figures.answered;
  }

  /** Begins no more calls, waits for those under way and says what became of all. */
  async stop(worked: Map<number, number>, ...others: Transport[]): Promise<Figures> {
    this.#stopped = true;
    await Promise.all(this.#workers);
    // A second answer may be on its way behind the first.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const transports = new Set([this.#transport, ...others]);
    const disconnects = [...transports].reduce((sum, one) => sum + one.counters.disconnects, 0);
    return {
      ...this.#figures,
      workedTwice: [...worked.values()].filter((times) => times > 1).length,
      answeredTwice: this.#transport.counters.repliesUnknown,
      disconnects,
    };
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      const n = this.#figures.calls++;
      try {
        const answer = await this.#client.call('work', { n });
        if (answer === n) this.#figures.answered++;
        else this.#figures.wrong++;
      } catch {
        this.#figures.lost++;
      }
    }
  }
}
