import type { DriverEvent } from '../driver.ts';
import type { MaybePromise } from '../internal/maybe-promise.ts';
import type { Target } from '../address/target.ts';
import type { OptionKind } from '../internal/option-kind.ts';
import { callable, options } from '../internal/option-object.ts';

/** How loud a log entry is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One thing worth telling a person who operates the service. */
export interface LogEntry {
  readonly level: LogLevel;
  /** A stable name for filters and alerts, such as `endpoint-failed` or `possible-hang`. */
  readonly event: string;
  readonly message: string;
  readonly error?: unknown;
  /** What the message is about: method, topic, unique id, …; never arguments or contexts. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What is sent, for {@link Hooks.aroundSend}. */
export interface SendInfo {
  readonly kind: 'call' | 'cast' | 'notification';
  readonly target: Target;
  /** The RPC method, or the notification's event type. */
  readonly operation: string;
  /**
   * Text members that travel beside the message (a trace's id); a Python peer ignores them. Set them
   * before sending.
   */
  readonly carrier: Record<string, string>;
}

/** What is dispatched, for {@link Hooks.aroundDispatch}. */
export interface DispatchInfo {
  readonly kind: 'call' | 'cast' | 'notification';
  readonly target: Target;
  readonly operation: string;
  /** What the sender's hook put in. */
  readonly carrier: Readonly<Record<string, string>>;
}

/**
 * Places for logs, metrics and traces to hook in; all are optional. What `log` and `driver` throw is
 * logged and otherwise ignored; what a wrapper throws fails what it wraps.
 */
export interface Hooks {
  /** Gets every log entry. Default: warnings and errors go to the console. */
  readonly log?: (entry: LogEntry) => void;
  /** What the driver reports about its connections. */
  readonly driver?: (event: DriverEvent) => void;
  /**
   * Wraps a sending, and for a call everything up to its answer: call `send` exactly once and give back
   * what it gives.
   */
  readonly aroundSend?: <T>(info: SendInfo, send: () => MaybePromise<T>) => MaybePromise<T>;
  /** Wraps a dispatch, from the arguments' deserialisation to the result. */
  readonly aroundDispatch?: <T>(
    info: DispatchInfo,
    dispatch: () => MaybePromise<T>,
  ) => MaybePromise<T>;
}

export const hooksKind: OptionKind<object> = options('hooks', {
  log: callable,
  driver: callable,
  aroundSend: callable,
  aroundDispatch: callable,
} satisfies Record<keyof Hooks, OptionKind<unknown>>);

/** The prefix of carrier members in a message. */
export const carrierPrefix = '_trace_';

/** Logs to the console, as long as nobody gave a hook. */
export function consoleLog(entry: LogEntry): void {
  const { level, event, message, error } = entry;
  if (level !== 'warn' && level !== 'error') return;
  const rest = error === undefined ? [] : [error];
  console[level](`crossplan/executor ${event}: ${message}`, ...rest);
}
