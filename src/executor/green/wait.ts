import { isPromiseLike } from '../internal/maybe-promise.ts';

/** A generator that is driven as a coroutine: it yields what it waits for. */
export type Coroutine<T> = Generator<unknown, T, never>;

/**
 * Begins to wait for something: calls one of the two when it is there, and returns what gives up the
 * waiting (then neither is called).
 */
export type WaitStart<T> = (
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
) => () => void;

/** What all generators inherit from; iterators of arrays and maps do not. */
const generatorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(
    // eslint-disable-next-line @typescript-eslint/no-empty-function -- only its kind is asked
    (function* () {})(),
  ),
) as object;

/** True for what a generator function returned; never for arrays, maps or their iterators. */
export function isGenerator(value: unknown): value is Coroutine<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.prototype.isPrototypeOf.call(generatorPrototype, value)
  );
}

/**
 * Something to wait for, in each of the three ways:
 *
 *     const value = yield From(promise);     // trollius' manner; the type of value is not known
 *     const value = yield* From(promise);    // the same, typed
 *     const value = await From(generator);   // from an async function
 */
export class Wait<T> implements PromiseLike<T> {
  /** @internal A coroutine to descend into, a promise, or the start of another waiting. */
  readonly source: Coroutine<T> | PromiseLike<T> | WaitStart<T>;

  constructor(source: Coroutine<T> | PromiseLike<T> | WaitStart<T>) {
    this.source = source;
  }

  *[Symbol.iterator](): Generator<Wait<T>, T, T> {
    return yield this;
  }

  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.promise().then(fulfilled, failed);
  }

  /** A promise for it; the waiting begins now. */
  promise(): Promise<T> {
    const { source } = this;
    if (typeof source === 'function') {
      return new Promise((resolve, reject) => {
        source(resolve, reject);
      });
    }
    if (isPromiseLike<T>(source)) return Promise.resolve(source);
    throw new TypeError('Expected From(coroutine): it knows how a coroutine is driven.');
  }
}

/** What a value is, for an error message. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Array.isArray(value) ? 'a list' : Object.prototype.toString.call(value);
}

/**
 * Ends a coroutine with a result, as trollius' `raise Return(value)`. A plain `return` does the same.
 */
export class Return extends Error {
  override readonly name = 'Return';
  readonly value: unknown;

  constructor(value?: unknown) {
    super('a coroutine returned by throwing Return');
    this.value = value;
  }
}
