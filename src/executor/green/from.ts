import { isPromiseLike } from '../internal/maybe-promise.ts';
import { drive } from './coroutine.ts';
import { describe, isGenerator, Wait, type Coroutine } from './wait.ts';

/** A coroutine descends into another one by itself; for an async function it is driven. */
class CoroutineWait<T> extends Wait<T> {
  readonly #coroutine: Coroutine<T>;

  constructor(coroutine: Coroutine<T>) {
    super(coroutine);
    this.#coroutine = coroutine;
  }

  override promise(): Promise<T> {
    return drive(this.#coroutine);
  }
}

/**
 * What a coroutine waits with, as trollius' `From`: a promise, a coroutine (whose errors and result
 * come back as if it had been called), or anything of this module that is waited for.
 * @throws {TypeError} for anything else: a list or a plain value is nothing to wait for
 */
export function From<T>(source: PromiseLike<T> | Generator<unknown, T, never>): Wait<T> {
  if (source instanceof Wait) return source as Wait<T>;
  if (isGenerator(source)) return new CoroutineWait(source);
  if (!isPromiseLike(source)) {
    throw new TypeError(`Expected a promise or a coroutine to wait for, got ${describe(source)}.`);
  }
  return new Wait(source);
}
