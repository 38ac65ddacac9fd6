import { checkOptions } from '../internal/check-options.ts';
import { milliseconds, type OptionKind } from '../internal/option-kind.ts';
import { abortSignal } from '../internal/option-object.ts';
import { MessagingServerError, TaskTimeout } from '../errors.ts';
import { dispatchingOwner } from '../context/local-context.ts';
import { TimeBudget } from '../internal/time-budget.ts';
import type { Operations } from '../operations/operations.ts';
import { Cycle, type Step } from './step.ts';

/** Waiting for one's turn. */
export interface TransitionOptions {
  /** Give up after so long. Default: never. */
  readonly timeoutMs?: number;
  /** Log a possible hang when waiting longer. Default 30 s; 0 for never. */
  readonly logAfterMs?: number;
}

/** Waiting until a server listens. */
export interface StartOptions extends TransitionOptions {
  /** Gives up, and undoes what was begun. */
  readonly signal?: AbortSignal;
}

export interface StopOptions extends TransitionOptions {
  /**
   * How long running endpoints may go on before their signals abort. A second later what still runs
   * is answered with an error; replies, acknowledgements and the farewell to the broker have four more:
   * `stop` and `wait` together take at most this and five seconds, whatever the broker does. Default:
   * as long as endpoints like.
   */
  readonly graceMs?: number;
}

const limitMs = milliseconds({ least: 0 });
const waitKinds = { timeoutMs: limitMs, logAfterMs: limitMs } satisfies Record<
  keyof TransitionOptions,
  OptionKind<unknown>
>;
const startKinds = { ...waitKinds, signal: abortSignal } satisfies Record<
  keyof StartOptions,
  OptionKind<unknown>
>;
const stopKinds = { ...waitKinds, graceMs: limitMs } satisfies Record<
  keyof StopOptions,
  OptionKind<unknown>
>;

const defaultLogAfterMs = 30_000;

/** What a stop with a grace has beyond it, milliseconds: a second of it for endpoints that are deaf. */
const afterGraceMs = 5000;

/** The time in which everything has ended after a stop with a grace; undefined for one without. */
export function endBudget(graceMs: number | undefined): TimeBudget | undefined {
  return graceMs === undefined ? undefined : new TimeBudget(graceMs + afterGraceMs);
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
  /** Gives up, and leaves nothing behind, when the signal aborts. */
  protected abstract doStart(signal: AbortSignal): Promise<void>;
  /** Ends the flow; gives what is to be done until everything has ended. */
  protected abstract doStop(graceMs: number | undefined): Promise<() => Promise<void>>;

  /**
   * Begins to listen. Resolves when the broker has accepted the consumers: from then on messages
   * arrive. Starting a started server does nothing. Without a limit it waits for a broker that cannot
   * be reached for as long as that takes, or until `stop`.
   * @throws {ServerListenError} the broker refused, or stop was called; start may be called again
   * @throws {TaskTimeout} it took longer than `timeoutMs`; `cause` is why, where that is known
   * @throws the signal's reason
   */
  async start(options: StartOptions = {}): Promise<void> {
    checkOptions('start', options, startKinds);
    options.signal?.throwIfAborted();
    const cycle = this.#cycle;
    if (cycle.stop.hasBegun || cycle.startFailed) {
      if (cycle.stop.hasBegun) await this.#until(cycle.stop, 'start', options);
      if (this.#cycle === cycle) this.#cycle = new Cycle();
      await this.start(options);
      return;
    }
    const isFirst = !cycle.start.hasBegun;
    const started = cycle.start.run(() =>
      this.doStart(cycle.givenUp.signal).catch((error: unknown) => {
        cycle.startFailed = true;
        throw error;
      }),
    );
    try {
      await this.#bounded(started, cycle.start, 'start', options);
    } catch (error) {
      // The others who wait for the same start may have more time: only the first one's limits end it.
      if (isFirst && !cycle.start.isComplete) {
        cycle.givenUp.abort(error);
        await started.catch(() => undefined);
      }
      throw error;
    }
  }

  /**
   * Takes no more messages. Gives back to the queue what no endpoint has seen yet; endpoints that run
   * go on, and their calls are answered. Resolves when the flow has ended, so it may be called from
   * inside an endpoint. Waits for a start that is missing; one that is under way is given up.
   * @throws {TaskTimeout}
   */
  async stop(options: StopOptions = {}): Promise<void> {
    checkOptions('stop', options, stopKinds);
    const cycle = this.#cycle;
    if (cycle.start.hasBegun && !cycle.start.isComplete) {
      cycle.givenUp.abort(new MessagingServerError(`${this.label} was stopped while it started.`));
    }
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
    checkOptions('wait', options, waitKinds);
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
    options: StartOptions,
  ): Promise<void> {
    const { signal, timeoutMs, logAfterMs = defaultLogAfterMs } = options;
    const timers: ReturnType<typeof setTimeout>[] = [];
    let abort: (() => void) | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      abort = () => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the signal's own reason
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort);
      if (timeoutMs === undefined) return;
      timers.push(
        setTimeout(() => {
          reject(this.#timeout(caller, step, timeoutMs));
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
      if (abort) signal?.removeEventListener('abort', abort);
    }
  }

  #timeout(caller: string, step: Step, timeoutMs: number): TaskTimeout {
    const cause = this.operations.connections.reason;
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    const message =
      `${this.label}: ${caller} gave up after ${timeoutMs} ms, waiting for ${step.name} ` +
      `to complete${why}`;
    return new TaskTimeout(message, timeoutMs, cause === undefined ? undefined : { cause });
  }
}
