import type { FailureObject } from '../wire/failure-object.ts';
import type { TargetOptions } from '../address/target.ts';

/** What goes to a worker thread; all of it is copied (structured clone). */
export type WorkerTask =
  | { readonly kind: 'describe'; readonly module: string }
  | {
      readonly kind: 'call';
      readonly module: string;
      readonly method: string;
      readonly context: Readonly<Record<string, unknown>>;
      readonly args: Readonly<Record<string, unknown>>;
      readonly info: WorkerCallInfo;
    };

/** CallInfo without its signal: an abort ends the thread. */
export interface WorkerCallInfo {
  readonly method: string;
  readonly namespace: string | undefined;
  readonly version: string;
  readonly isCall: boolean;
  readonly redelivered: boolean;
  readonly uniqueId: string | undefined;
}

/** What a module's endpoint has. */
export interface EndpointDescription {
  readonly methods: readonly string[];
  readonly target: TargetOptions | undefined;
  readonly exposed: readonly string[] | undefined;
}

/** What comes back from a call: an error's class would not survive the copying. */
export type WorkerOutcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly failure: FailureObject; readonly isExpected: boolean };
