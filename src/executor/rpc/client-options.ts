import {
  contextKind,
  serializerKind,
  type Context,
  type Serializer,
} from '../context/serializer.ts';
import { targetKind, type TargetOptions } from '../address/target.ts';
import { version } from '../address/version.ts';
import { faultsOf, optionFaults, refuse } from '../internal/check-options.ts';
import {
  anyText,
  boolean,
  integer,
  milliseconds,
  needed,
  type OptionKind,
} from '../internal/option-kind.ts';
import { abortSignal, dictionary } from '../internal/option-object.ts';
import { transportKind } from '../transport.ts';
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

const clientKinds = {
  timeoutMs: milliseconds({ above: 0 }),
  callMonitorTimeoutMs: milliseconds({ least: leastMonitorMs }),
  versionCap: version,
  retry: integer(),
  atLeastOnce: boolean,
  serializer: serializerKind,
  context: contextKind,
} satisfies Readonly<Record<keyof RpcClientOptions, OptionKind<unknown>>>;

/** @throws {TypeError} naming each part of a client that cannot be used */
export function checkClient(transport: unknown, target: unknown, options: unknown): void {
  refuse([
    ...faultsOf('transport', needed(transportKind), transport),
    ...faultsOf('target', needed(targetKind), target),
    ...optionFaults('the RPC client', options, clientKinds),
  ]);
}

const callKinds = {
  context: contextKind,
  signal: abortSignal,
  timeoutMs: milliseconds({ above: 0 }),
} satisfies Readonly<Record<keyof CallOptions, OptionKind<unknown>>>;

/** @throws {TypeError} naming each part of a call or cast that cannot be used */
export function checkRequest(method: unknown, args: unknown, options: unknown): void {
  if (isUsual(method, args) && options === undefined) return; // nearly all: not a list is made
  refuse([
    ...faultsOf('method', needed(anyText), method),
    ...faultsOf('args', dictionary, args),
    ...(options === undefined ? [] : optionFaults('a request', options, callKinds)),
  ]);
}

function isUsual(method: unknown, args: unknown): boolean {
  return (
    typeof method === 'string' &&
    (args === undefined ||
      (typeof args === 'object' &&
        args !== null &&
        Object.getPrototypeOf(args) === Object.prototype))
  );
}
