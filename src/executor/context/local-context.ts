import { contextVariable } from './async-context.ts';
import type { Context } from './serializer.ts';

/** What is known about the message that is being dispatched. */
export interface LocalContext {
  readonly context: Context;
  /** @internal The server or listener that dispatches it. */
  readonly owner: object;
}

const variable = contextVariable<LocalContext>();

/**
 * The context of the message that is being dispatched, anywhere below its endpoint's method, so that
 * a logger or a client deep down needs no parameter for it. Undefined outside. In a browser it is
 * there only until the method's first await.
 */
export function getLocalContext(): Context | undefined {
  return variable.get()?.context;
}

/** @internal */
export function dispatchingOwner(): object | undefined {
  return variable.get()?.owner;
}

/** @internal */
export function withLocalContext<R>(local: LocalContext, callback: () => R): R {
  return variable.run(local, callback);
}
