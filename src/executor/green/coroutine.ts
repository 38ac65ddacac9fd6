import { check } from '../internal/check-options.ts';
import { needed, type OptionKind } from '../internal/option-kind.ts';
import { abortSignal } from '../internal/option-object.ts';
import { isPromiseLike } from '../internal/maybe-promise.ts';
import { describe, isGenerator, Return, Wait, type Coroutine } from './wait.ts';

/** How long a coroutine whose signal aborted may go on. */
const returnAfterMs = 1000;

const noop = (): void => undefined;

/** What is done to the generator next. */
type Resume =
  | { readonly how: 'next'; readonly value: unknown }
  | { readonly how: 'throw'; readonly value: unknown }
  | { readonly how: 'return' };

const firstResume: Resume = { how: 'next', value: undefined };

/**
 * Runs one coroutine, and those that it descends into, on the event loop: what it yields is waited
 * for, what it waited for is given back, a rejection is thrown in at the yield.
 */
export class CoroutineRun<T> {
  readonly #stack: Coroutine<unknown>[];
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: unknown) => void;
  /** Gives up what is waited for; undefined while the coroutine itself runs. */
  #cancelWait: (() => void) | undefined;
  #interrupt: Resume | undefined;
  /** Counts the waits, so that a promise which settles too late is known for it. */
  #wait = 0;
  #abort: { readonly error: unknown; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  /** The coroutine is being returned from: its callers are too. */
  #isReturning = false;
  #done = false;

  constructor(
    coroutine: Coroutine<T>,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ) {
    this.#stack = [coroutine];
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    this.#resume({ how: 'next', value: undefined });
  }

  /** Throws an error in at the current yield; the coroutine may catch it and go on. */
  throwIn(error: unknown): void {
    this.#deliver({ how: 'throw', value: error });
  }

  /**
   * Ends the coroutine: the error is thrown in, which runs its catch and finally blocks; these may
   * wait. If it has not ended a second later it is returned from where it waits then.
   */
  abort(error: unknown): void {
    if (this.#abort || this.#done) return;
    const timer = setTimeout(() => {
      this.#isReturning = true;
      this.#deliver({ how: 'return' });
    }, returnAfterMs);
    this.#abort = { error, timer };
    this.#deliver({ how: 'throw', value: error });
  }

  #deliver(resume: Resume): void {
    if (this.#done) return;
    if (!this.#cancelWait) {
      this.#interrupt = resume; // it runs right now: at its next yield
      return;
    }
    this.#cancelWait();
    this.#wait += 1;
    this.#resume(resume);
  }

  #resume(first: Resume): void {
    let resume: Resume | undefined = first;
    this.#cancelWait = undefined;
    while (resume) resume = this.#step(resume);
  }

  /** One step of the innermost coroutine; what to do next, or undefined if it waits or has ended. */
  #step(resume: Resume): Resume | undefined {
    const current = this.#stack.at(-1);
    if (!current) {
      this.#end(resume);
      return undefined;
    }
    let result: IteratorResult<unknown, unknown>;
    try {
      result = advance(current, resume);
    } catch (error) {
      this.#stack.pop();
      return error instanceof Return
        ? { how: 'next', value: error.value }
        : { how: 'throw', value: error };
    }
    if (result.done === true) {
      this.#stack.pop();
      return this.#isReturning ? { how: 'return' } : { how: 'next', value: result.value };
    }
    return this.#waitFor(result.value);
  }

  #waitFor(yielded: unknown): Resume | undefined {
    const source = sourceOf(yielded);
    const interrupt = this.#interrupt;
    if (interrupt) {
      this.#interrupt = undefined;
      // Nobody waits for it any more; it must not end the process if it is rejected.
      if (isPromiseLike(source)) source.then(undefined, noop);
      return interrupt;
    }
    if (source === undefined) {
      const message =
        `A coroutine yielded ${describe(yielded)}; ` +
        'expected a promise, or From(promise or coroutine).';
      return { how: 'throw', value: new TypeError(message) };
    }
    if (typeof source === 'function') return this.#begin(source);
    if (!isPromiseLike(source)) {
      this.#stack.push(source);
      return firstResume;
    }
    this.#await(source);
    return undefined;
  }

  #await(promise: PromiseLike<unknown>): void {
    const wait = (this.#wait += 1); // after a cancellation it is another one
    this.#cancelWait = noop;
    promise.then(
      (value) => {
        if (wait === this.#wait) this.#resume({ how: 'next', value });
      },
      (error: unknown) => {
        if (wait === this.#wait) this.#resume({ how: 'throw', value: error });
      },
    );
  }

  /** Begins to wait; if it is over at once, what to do next. */
  #begin(
    source: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => () => void,
  ): Resume | undefined {
    let starting = true;
    let settled: Resume | undefined;
    const settle = (resume: Resume): void => {
      if (settled) return;
      settled = resume;
      if (!starting) this.#resume(resume);
    };
    let cancel: () => void;
    try {
      cancel = source(
        (value) => {
          settle({ how: 'next', value });
        },
        (error) => {
          settle({ how: 'throw', value: error });
        },
      );
    } catch (error) {
      return { how: 'throw', value: error };
    }
    starting = false;
    if (settled) return settled;
    this.#cancelWait = () => {
      settled = { how: 'return' }; // whatever comes now comes too late
      cancel();
    };
    return undefined;
  }

  #end(resume: Resume): void {
    this.#done = true;
    clearTimeout(this.#abort?.timer);
    if (resume.how === 'next') this.#resolve(resume.value as T);
    else if (resume.how === 'throw') this.#reject(resume.value);
    else this.#reject(this.#abort?.error);
  }
}

/** What a coroutine waits for by yielding this; undefined if that is nothing to wait for. */
function sourceOf(yielded: unknown): Wait<unknown>['source'] | undefined {
  if (yielded instanceof Wait) return (yielded as Wait<unknown>).source;
  return isPromiseLike(yielded) ? yielded : undefined;
}

function advance(coroutine: Coroutine<unknown>, resume: Resume): IteratorResult<unknown, unknown> {
  switch (resume.how) {
    case 'next':
      return coroutine.next(resume.value as never);
    case 'throw':
      return coroutine.throw(resume.value);
    case 'return':
      return coroutine.return(undefined);
  }
}

const coroutineKind: OptionKind<Coroutine<unknown>> = needed({
  expected: 'a coroutine, which is what a generator function gives',
  accepts: isGenerator,
  fromText: () => undefined,
});

/**
 * Drives a coroutine to its end.
 * @param signal its abort is thrown in at the yield where the coroutine waits
 * @throws {TypeError}
 */
export function drive<T>(coroutine: Coroutine<T>, signal?: AbortSignal): Promise<T> {
  check('coroutine', coroutineKind, coroutine);
  check('signal', abortSignal, signal);
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      run.abort(signal?.reason);
    };
    const forget = (): void => {
      signal?.removeEventListener('abort', abort);
    };
    const run = new CoroutineRun<T>(
      coroutine,
      (value) => {
        forget();
        resolve(value);
      },
      (error) => {
        forget();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- endpoints throw anything
        reject(error);
      },
    );
    if (signal?.aborted === true) {
      coroutine.return(undefined as T); // not begun: nothing to clean up
      reject(signal.reason as Error);
      return;
    }
    signal?.addEventListener('abort', abort);
    run.start();
  });
}
