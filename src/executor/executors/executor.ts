import type { MaybePromise } from '../internal/maybe-promise.ts';
import type { CallInfo } from './call-info.ts';
import { integer, needed, type OptionKind } from '../internal/option-kind.ts';
import { callable, having } from '../internal/option-object.ts';

/**
 * Where and when a message is worked on. Anything with these three members is one.
 *
 * The server takes (acknowledges) a message only when fewer than `capacity` of its tasks run, so a
 * flood grows the broker's queue and not this process. An executor that is shared by several servers,
 * or used by itself, may be given more: it lets the surplus wait.
 */
export interface Executor {
  /** Most tasks that run at once; a positive integer, or Infinity. */
  readonly capacity: number;
  /**
   * Runs a task as soon as a place is free; gives what the task gives, or rejects with what it threw.
   * The server's own tasks never fail: the endpoint's errors are answered inside.
   * @param signal aborts when nobody wants the result any more; a task that waits for its place is
   *   then never started, and the promise rejects with the signal's reason
   */
  submit<T>(task: () => MaybePromise<T>, signal: AbortSignal): MaybePromise<T>;
  /** Takes no more tasks; resolves when those taken have ended. */
  close(): Promise<void>;
  /** @internal The places by themselves, for who runs its work itself: cheaper than `submit`. */
  readonly places?: Places;
  /**
   * True if it has no use for the signals of tasks that it can start at once: the server, which gives
   * it no others, then makes signals only for endpoints that ask. Default false.
   */
  readonly ignoresSignal?: boolean;
  /** Wraps the call of every endpoint; see {@link ExecutorCallback}. */
  readonly callback?: ExecutorCallback;
  /** What becomes of an endpoint's result before it is awaited: drives generator coroutines. */
  readonly drive?: (result: unknown, signal: AbortSignal) => unknown;
  /** Puts others in the place of the endpoints that a server was given, before it starts. */
  readonly prepare?: (endpoints: readonly object[]) => MaybePromise<readonly object[]>;
}

/** @internal */
export interface Places {
  /** Takes a place; false if none is free, or none is given any more. */
  enter(): boolean;
  /** Gives it back. */
  leave(): void;
}

/**
 * Called instead of the endpoint's method, with the means to call it (oslo.messaging's executor
 * callback, change 136652). It wraps this call alone: arguments were deserialised before it; what it
 * gives, or its promise, is serialised and sent after it; the local context is set around it.
 * @param method the endpoint's method, bound to its endpoint
 * @param context the request's context
 * @param args the method's arguments as one object
 */
export type ExecutorCallback = (
  method: EndpointFunction,
  context: Readonly<Record<string, unknown>>,
  args: Readonly<Record<string, unknown>>,
  info: CallInfo,
) => unknown;

/** An endpoint's method as the dispatcher calls it. */
export type EndpointFunction = (
  context: Readonly<Record<string, unknown>>,
  args: Readonly<Record<string, unknown>>,
  info: CallInfo,
) => unknown;

/** What an executor is made with. */
export interface ExecutorOptions {
  /** Most messages worked on at once. Default 64; `blocking` has 1 whatever is said. */
  readonly poolSize?: number | undefined;
}

/** Makes an executor; the server that asked for it by name also closes it. */
export type ExecutorFactory = (options: ExecutorOptions) => Executor;

const someOrAny = integer({ least: 1 });

/** How many tasks may run at once. */
export const capacityKind: OptionKind<number> = {
  expected: `${someOrAny.expected}, or Infinity`,
  accepts: (value): value is number => value === Infinity || someOrAny.accepts(value),
  fromText: someOrAny.fromText,
};

export const executorOptionKinds = {
  poolSize: capacityKind,
} satisfies Record<keyof ExecutorOptions, OptionKind<unknown>>;

/** Somebody's own executor. */
export const executorKind: OptionKind<object> = having('an executor', {
  capacity: needed(capacityKind),
  submit: needed(callable),
  close: needed(callable),
  callback: callable,
  drive: callable,
  prepare: callable,
});

/** oslo.messaging's executor_thread_pool_size. */
export const defaultPoolSize = 64;
