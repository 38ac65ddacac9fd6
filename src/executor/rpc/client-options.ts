import type { Context, Serializer } from '../context/serializer.ts';
import type { Target, TargetOptions } from '../address/target.ts';
import { parseVersion } from '../address/version.ts';
import {
  abortSignal,
  boolean,
  checkOptions,
  integer,
  number,
  object,
  type OptionKind,
} from '../internal/option-kind.ts';
import type { CallOptions } from './endpoint-types.ts';

/** Options of `getRpcClient` and `prepare`. */
export interface RpcClientOptions {
  /** How long a call waits for its answer, from the call on, milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
  /**
   * Ask the server for signs of life: the call fails when so long none came, whatever `timeoutMs` is.
   * Milliseconds, whole seconds of which count; at least 2,000, because a server sends none for less.
   */
  readonly callMonitorTimeoutMs?: number | undefined;
  /** Refuse to send messages of versions that this one's servers may not know. */
  readonly versionCap?: string | undefined;
  /** Attempts to send after the first failed one: undefined for ever, 0 none. */
  readonly retry?: number | undefined;
  /** Fail with MessageUndeliverable if no queue receives the request. Default false. */
  readonly atLeastOnce?: boolean;
  readonly serializer?: Serializer;
  /** Travels with every request. */
  readonly context?: Context;
}

/** What `prepare` may change: the target's parts and the options. */
export type PrepareOptions = TargetOptions & RpcClientOptions;

/** The least interval for which a server sends heartbeats. */
const leastMonitorMs = 2000;

const version: OptionKind<string> = {
  expected: "major.minor such as '1.0'",
  accepts: (value): value is string =>
    typeof value === 'string' && parseVersion(value) !== undefined,
  fromText: (text) => text,
};

const clientKinds = {
  timeoutMs: number({ above: 0 }),
  callMonitorTimeoutMs: number({ least: leastMonitorMs }),
  versionCap: version,
  retry: integer(),
  atLeastOnce: boolean,
  serializer: object,
  context: object,
} satisfies Readonly<Record<keyof RpcClientOptions, OptionKind<unknown>>>;

/** @throws {TypeError} naming each option, and a version of the target, that cannot be used */
export function checkClientOptions(target: Target, options: RpcClientOptions): void {
  checkOptions('the target', target, { version });
  checkOptions('the RPC client', options, clientKinds);
}

const callKinds = {
  context: object,
  signal: abortSignal,
  timeoutMs: number({ above: 0 }),
} satisfies Readonly<Record<keyof CallOptions, OptionKind<unknown>>>;

/** @throws {TypeError} */
export function checkCallOptions(options: CallOptions): void {
  checkOptions('the call', options, callKinds);
}
