import {
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  type DriverEvent,
  type RpcServer,
  type RpcServerOptions,
  type Transport,
} from '../../../src/executor/index.ts';
import { until } from './open-driver.ts';

/** What became of the calls of a {@link Load}. */
export interface Figures {
  calls: number;
  answered: number;
  /** The caller gave up: no answer came. */
  lost: number;
  /** Wrong answers: of another call. */
  wrong: number;
  /** Requests that endpoints worked on more than once, over all servers that told. */
  workedTwice: number;
  /** Connections that client and server lost meanwhile. */
  disconnects: number;
}

/** Longer than any fault here lasts on a busy machine: no call ends for want of time. */
const timeoutMs = 600_000;

/** Quick enough for a test; the library's own waits are seconds. */
const quick = { rabbit_retry_interval: 0.1, rabbit_retry_backoff: 0.1, rabbit_interval_max: 0.5 };

/** Transports for tests of faults: silent, with short waits between attempts. */
export function openTransport(
  url: string,
  events: DriverEvent[] = [],
  more: Readonly<Record<string, unknown>> = {},
): Transport {
  return getRpcTransport(url, {
    driverOptions: { ...quick, ...more },
    hooks: { log: () => undefined, driver: (event) => void events.push(event) },
  });
}

/** A server whose one method takes a few milliseconds, and that counts its work. */
export async function startServer(
  transport: Transport,
  topic: string,
  worked: Map<number, number>,
  options: RpcServerOptions = {},
): Promise<RpcServer> {
  const endpoint = {
    work: async (_context: object, { n }: { n: number }) => {
      worked.set(n, (worked.get(n) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, 1 + (n % 20)));
      return n;
    },
  };
  const server = getRpcServer(transport, { topic, server: 'main' }, [endpoint], {
    poolSize: 16,
    ...options,
  });
  await server.start();
  return server;
}

/** Keeps a number of calls under way until told to stop. */
export class Load {
  readonly #transport: Transport;
  readonly #client;
  readonly #workers: Promise<void>[];
  readonly #first: number;
  readonly #figures = { calls: 0, answered: 0, lost: 0, wrong: 0 };
  readonly #givenUp = new AbortController();
  #stopped = false;

  /** @param first the number of the first call, so that two loads on one server tell theirs apart */
  constructor(transport: Transport, topic: string, concurrency: number, first = 0) {
    this.#transport = transport;
    this.#first = first;
    this.#client = getRpcClient(transport, { topic }, { timeoutMs });
    this.#workers = Array.from({ length: concurrency }, () => this.#work());
  }

  get answered(): number {
    return this.#figures.answered;
  }

  /** Calls that wait for their answer. */
  get pending(): number {
    const { calls, answered, lost, wrong } = this.#figures;
    return calls - answered - lost - wrong;
  }

  /** Waits for so many answers from now on. */
  async answers(count: number): Promise<void> {
    const goal = this.answered + count;
    await until(`${count} more answers`, () => this.answered >= goal);
  }

  /** Begins no more calls. */
  end(): void {
    this.#stopped = true;
  }

  /** No caller waits any longer: what has no answer is lost. */
  giveUp(): void {
    this.#givenUp.abort(new Error('the test gave up'));
  }

  /** Begins no more calls, waits for those under way and says what became of all. */
  async stop(worked: Map<number, number>, ...others: Transport[]): Promise<Figures> {
    this.end();
    await Promise.all(this.#workers);
    const transports = new Set([this.#transport, ...others]);
    const disconnects = [...transports].reduce((sum, one) => sum + one.counters.disconnects, 0);
    return {
      ...this.#figures,
      workedTwice: [...worked.values()].filter((times) => times > 1).length,
      disconnects,
    };
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      const n = this.#first + this.#figures.calls++;
      try {
        const { signal } = this.#givenUp;
        const answer = await this.#client.call('work', { n }, { signal });
        if (answer === n) this.#figures.answered++;
        else this.#figures.wrong++;
      } catch {
        this.#figures.lost++;
        // A test that failed has closed the transport: calls that fail at once must not fill all the time.
        if (this.#transport.state.status === 'closed') this.end();
      }
    }
  }
}
