import { contextVariable } from './async-context.ts';
import { noContext, type Context } from './serializer.ts';

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

/**
 * @internal The way into the endpoints of one server or listener.
 *
 * Requests without a context of their own may share one: unless something around each dispatch sets
 * values of its own for the endpoint (a hook, for spans; a user's executor).
 */
export class LocalContexts {
  readonly #owner: object;
  readonly #without: (<R>(callback: () => R) => R) | undefined;

  constructor(owner: object, mayShare: boolean) {
    this.#owner = owner;
    if (mayShare) this.#without = variable.keep({ context: noContext, owner });
  }

  run<R>(context: Context, callback: () => R): R {
    if (context === noContext && this.#without) return this.#without(callback);
    return variable.run({ context, owner: this.#owner }, callback);
  }
}

/** @internal */
export function withLocalContext<R>(local: LocalContext, callback: () => R): R {
  return variable.run(local, callback);
}
