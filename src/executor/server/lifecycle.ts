import { MessagingServerError, TaskTimeout } from '../errors.ts';
import { dispatchingOwner } from '../context/local-context.ts';
import type { Operations } from '../operations/operations.ts';

/** Waiting for one's turn. */
export interface TransitionOptions {
  /** Give up after so long. Default: never. */
  readonly timeoutMs?: number;
  /** Log a possible hang when waiting longer. Default 30 s; 0 for never. */
  readonly logAfterMs?: number;
}

export interface StopOptions extends TransitionOptions {
  /**
   * How long running endpoints may go on before their signals abort. Default: as long as they like.
   */
  readonly graceMs?: number;
}

const defaultLogAfterMs = 30_000;

/** Something that happens once and may be waited for before it has begun. */
class Step {
  readonly name: string;
  readonly done: Promise<void>;
  #settle!: () => void;
  #run: Promise<void> | undefined;
  #complete = false;

  constructor(name: string) {
    this.name = name;
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get hasBegun(): boolean {
    return this.#run !== undefined;
  }

  get isComplete(): boolean {
    return this.#complete;
  }

  /** The one run: whoever comes later gets the same promise. Also a failure completes the step. */
  run(work: () => Promise<void>): Promise<void> {
    this.#run ??= work().finally(() => {
      this.#complete = true;
      this.#settle();
    });
    return this.#run;
  }
}

/** One life of a server, from start to the end of wait. */
class Cycle {
  readonly start = new Step('start');
  readonly stop = new Step('stop');
  readonly wait = new Step('wait');
  startFailed = false;
}

/**
 * start, stop, wait, in this order. Each runs once: callers at the same time share the run, later ones
 * find it done. One that comes too early waits for its predecessor, and says so in the log after 30
 * seconds, because nobody may ever call that one. After stop, start begins anew.
 */
export abstract class Lifecycle implements AsyncDisposable {
  #cycle = new Cycle();

  protected abstract readonly operations: Operations;
  /** For logs. */
  protected abstract readonly label: string;
  protected abstract doStart(): Promise<void>;
  /** Ends the flow; gives what is to be done until everything has ended. */
  protected abstract doStop(graceMs: number | undefined): Promise<() => Promise<void>>;

  /**
   * Begins to listen. Resolves when the broker has accepted the consumers: from then on messages
   * arrive. Starting a started server does nothing.
   * @throws {ServerListenError} the broker refused; start may be called again
   */
  async start(options: TransitionOptions = {}): Promise<void> {
    const cycle = this.#cycle;
    if (cycle.stop.hasBegun || cycle.startFailed) {
      if (cycle.stop.hasBegun) await this.#until(cycle.stop, 'start', options);
      if (this.#cycle === cycle) this.#cycle = new Cycle();
      await this.start(options);
      return;
    }
    const started = cycle.start.run(() =>
      this.doStart().catch((error: unknown) => {
        cycle.startFailed = true;
        throw error;
      }),
    );
    await this.#bounded(started, cycle.start, 'start', options);
  }

  /**
   * Takes no more messages. Gives back to the queue what no endpoint has seen yet; endpoints that run
   * go on, and their calls are answered. Resolves when the flow has ended, so it may be called from
   * inside an endpoint. Waits for a start that is missing.
   * @throws {TaskTimeout}
   */
  async stop(options: StopOptions = {}): Promise<void> {
    const cycle = this.#cycle;
    await this.#until(cycle.start, 'stop', options);
    const stopped = cycle.stop.run(async () => {
      const finish = await this.doStop(options.graceMs);
      // Nothing may be left behind if nobody calls wait.
      cycle.wait.run(finish).catch((error: unknown) => {
        this.operations.log('error', 'finish-failed', `${this.label} did not end cleanly`, {
          error,
        });
      });
    });
    await this.#bounded(stopped, cycle.stop, 'stop', options);
  }

  /**
   * Resolves with true once every endpoint has ended and every reply was sent, and the connection is
   * let go; with false if that takes longer than `timeoutMs`. Waits for a stop that is missing.
   * @throws {TaskTimeout} nobody called stop within `timeoutMs`
   * @throws {MessagingServerError} called from inside one of the server's own endpoints
   */
  async wait(options: TransitionOptions = {}): Promise<boolean> {
    if (dispatchingOwner() === this) {
      throw new MessagingServerError(
        `wait() inside an endpoint of ${this.label} would wait for itself; call it outside.`,
      );
    }
    const cycle = this.#cycle;
    await this.#until(cycle.stop, 'wait', options);
    const finished = cycle.wait.run(() => Promise.resolve());
    try {
      await this.#bounded(finished, cycle.wait, 'wait', options);
      return true;
    } catch (error) {
      if (error instanceof TaskTimeout) return false;
      throw error;
    }
  }

  /** Stops and waits; does nothing for a server that was never started. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#cycle.start.hasBegun) return;
    await this.stop();
    await this.wait();
  }

  async #until(step: Step, caller: string, options: TransitionOptions): Promise<void> {
    if (!step.isComplete) await this.#bounded(step.done, step, caller, options);
  }

  /** Waits with a warning after a while, and an error after the caller's limit. */
  async #bounded(
    promise: Promise<void>,
    step: Step,
    caller: string,
    options: TransitionOptions,
  ): Promise<void> {
    const { timeoutMs, logAfterMs = defaultLogAfterMs } = options;
    const timers: ReturnType<typeof setTimeout>[] = [];
    const limit = new Promise<never>((_resolve, reject) => {
      if (timeoutMs === undefined) return;
      const message = `${this.label}: ${caller} gave up after ${timeoutMs} ms, waiting for ${step.name} to complete`;
      timers.push(
        setTimeout(() => {
          reject(new TaskTimeout(message, timeoutMs));
        }, timeoutMs),
      );
    });
    if (logAfterMs > 0) {
      const timer = setTimeout(() => {
        const message = `Possible hang: ${this.label}: ${caller} is waiting for ${step.name} to complete`;
        this.operations.log('warn', 'possible-hang', message);
      }, logAfterMs);
      timers.push(timer);
    }
    try {
      await Promise.race([promise, limit]);
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
  }
}
