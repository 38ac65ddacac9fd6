import { check } from '../internal/check-options.ts';
import { needed } from '../internal/option-kind.ts';
import { callable } from '../internal/option-object.ts';
import { spawn, type GreenFunction } from './thread.ts';
import { Wait } from './wait.ts';
import { GreenTimeout, waitKind } from './waiters.ts';

/**
 * Runs a function as a green thread of its own with a time limit: `yield* withTimeout(50, read)`.
 * @throws {GreenTimeout} thrown in where it waits, and from there to the one that asked
 */
export function withTimeout<A extends unknown[], T>(
  ms: number,
  callback: GreenFunction<A, T>,
  ...args: A
): Wait<T> {
  check('ms', needed(waitKind), ms);
  check('callback', needed(callable), callback);
  return new Wait<T>((resolve, reject) => {
    const thread = spawn(callback, ...args);
    const timer = setTimeout(() => {
      thread.kill(new GreenTimeout(ms));
    }, ms);
    thread
      .wait()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
      });
    return () => {
      thread.kill();
    };
  });
}
