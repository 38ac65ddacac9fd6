/**
 * A value, or a promise of it. The hot paths hand values on at once where they can: a turn through
 * the microtask queue costs as much as the work itself.
 */
export type MaybePromise<T> = T | PromiseLike<T>;

export function isPromiseLike<T>(value: MaybePromise<T> | unknown): value is PromiseLike<T> {
  return (
    value !== null &&
    typeof value === 'object' &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
