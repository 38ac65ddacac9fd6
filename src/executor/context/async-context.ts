/**
 * Values that follow a message through every await of its endpoint.
 *
 * Node has AsyncLocalStorage for it. It is looked up at run time, not imported, so that a bundler for
 * browsers finds no Node built-in here. Where there is none (a browser), the value is there until the
 * endpoint's first await, and `undefined` after it: take what is needed at the endpoint's start.
 */
export interface ContextVariable<T> {
  /** Runs a function, and whatever it starts, with this value. */
  run<R>(value: T, callback: () => R): R;
  /**
   * For a value that many functions run with: what is given runs them for a tenth of the price. Of other
   * variables they see the values of this moment.
   */
  keep(value: T): <R>(callback: () => R) => R;
  get(): T | undefined;
}

interface Storage<T> {
  run<R>(value: T, callback: () => R): R;
  getStore(): T | undefined;
}

interface AsyncHooks {
  AsyncLocalStorage: (new <T>() => Storage<T>) & {
    snapshot(): <R>(callback: () => R) => R;
  };
  AsyncResource: new (name: string) => {
    runInAsyncScope<R>(callback: () => R): R;
  };
}

interface NodeProcess {
  getBuiltinModule?: (name: string) => unknown;
}

const { process } = globalThis as { process?: NodeProcess };
const hooks = process?.getBuiltinModule?.('node:async_hooks') as AsyncHooks | undefined;

/** A new variable; make one per concern and keep it. */
export function contextVariable<T>(): ContextVariable<T> {
  if (!hooks) return new StackVariable<T>();
  const { AsyncLocalStorage, AsyncResource } = hooks;
  const storage = new AsyncLocalStorage<T>();
  return {
    run: (value, callback) => storage.run(value, callback),
    keep: (value) => {
      const kept = storage.run(value, () => new AsyncResource('crossplan.executor'));
      return (callback) => kept.runInAsyncScope(callback);
    },
    get: () => storage.getStore(),
  };
}

/**
 * A function that always runs with the values of the moment this was called, whoever calls it: so a
 * message does not inherit what the sender happened to have set.
 */
export function detached(callback: () => void): () => void {
  if (!hooks) return callback;
  const enter = hooks.AsyncLocalStorage.snapshot();
  return () => {
    enter(callback);
  };
}

class StackVariable<T> implements ContextVariable<T> {
  #value: T | undefined;

  run<R>(value: T, callback: () => R): R {
    const before = this.#value;
    this.#value = value;
    try {
      return callback();
    } finally {
      this.#value = before;
    }
  }

  keep(value: T): <R>(callback: () => R) => R {
    return (callback) => this.run(value, callback);
  }

  get(): T | undefined {
    return this.#value;
  }
}
