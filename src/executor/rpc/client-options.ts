import type { Context, Serializer } from '../context/serializer.ts';
import type { Target, TargetOptions } from '../address/target.ts';
import { parseVersion } from '../address/version.ts';

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

/** @throws {RangeError} for a version that is none, or a time that is too short */
export function checkClientOptions(target: Target, options: RpcClientOptions): void {
  const { versionCap, callMonitorTimeoutMs: monitorMs, timeoutMs } = options;
  checkVersion('version', target.version);
  checkVersion('versionCap', versionCap);
  if (monitorMs !== undefined && !(monitorMs >= leastMonitorMs)) {
    throw new RangeError(
      `Expected callMonitorTimeoutMs to be at least ${leastMonitorMs}, got ${monitorMs}.`,
    );
  }
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs < Infinity)) {
    throw new RangeError(`Expected timeoutMs to be a number above 0, got ${timeoutMs}.`);
  }
}

function checkVersion(name: string, version: string | undefined): void {
  if (version !== undefined && !parseVersion(version)) {
    throw new RangeError(`Expected ${name} to be major.minor such as "1.0", got "${version}".`);
  }
}
