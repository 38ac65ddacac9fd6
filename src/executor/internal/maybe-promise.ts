/**
 * A value, or a promise of it. The hot paths hand values on at once where they can: a turn through
 * the microtask queue costs as much as the work itself.
 */
export type MaybePromise<T> = T | PromiseLike<T>;

/** A promise that rejects with whatever was thrown, be it an Error or not. */
export function rejected(reason: unknown): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- endpoints throw anything
  return Promise.reject(reason);
}

/** Somebody threw a promise: what failed is told, and its rejection must not end the process as well. */
export function settleThrown(thrown: unknown): void {
  try {
    if (thrown instanceof Promise) thrown.catch(() => undefined);
  } catch {
    // A proxy that does not want to be asked.
  }
}

export function isPromiseLike<T>(value: unknown): value is PromiseLike<T> {
  return (
    value !== null &&
    typeof value === 'object' &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
