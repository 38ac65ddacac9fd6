import { ExecutorLoadFailure } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Executor } from './executor.ts';

/** The names of the built-in executors; `threading` needs Node. */
export type ExecutorName = 'blocking' | 'async' | 'aiogreen' | 'threading';

/** An executor by name, or one of one's own (which its owner closes). */
export type ExecutorChoice = ExecutorName | Executor;

/**
 * Finds an executor; what is returned makes it.
 * @throws {ExecutorLoadFailure} no executor of that name here
 * @throws {RangeError} a pool size that is none
 */
export function makeExecutor(
  platform: Platform,
  options: { readonly executor?: ExecutorChoice; readonly poolSize?: number },
): () => { executor: Executor; isOwn: boolean } {
  const choice = options.executor ?? 'async';
  if (typeof choice === 'object') return () => ({ executor: choice, isOwn: false });
  const { poolSize } = options;
  if (poolSize !== undefined && !(Number.isInteger(poolSize) && poolSize >= 1)) {
    throw new RangeError(`Expected poolSize to be an integer >= 1, got ${poolSize}.`);
  }
  const factories = new Map(Object.entries(platform.executors));
  const factory = factories.get(choice);
  if (!factory) {
    const known = [...factories.keys()].join(', ');
    throw new ExecutorLoadFailure(
      choice,
      `unknown here; known: ${known}, or an object of your own`,
    );
  }
  return () => ({ executor: factory({ poolSize }), isOwn: true });
}
