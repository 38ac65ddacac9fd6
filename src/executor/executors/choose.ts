import { ExecutorLoadFailure } from '../errors.ts';
import { text, type OptionKind } from '../internal/option-kind.ts';
import type { Platform } from '../platform.ts';
import { executorKind, type Executor } from './executor.ts';

/** The names of the built-in executors; `threading` needs Node. */
export type ExecutorName = 'blocking' | 'async' | 'aiogreen' | 'threading';

/** An executor by name, or one of one's own (which its owner closes). */
export type ExecutorChoice = ExecutorName | Executor;

/** Whether there is one of that name depends on the platform. */
export const executorChoiceKind: OptionKind<unknown> = {
  expected: "the name of an executor such as 'async', or an executor",
  accepts: (value): value is unknown => text.accepts(value) || executorKind.accepts(value),
  fromText: text.fromText,
  inside: (path, value) =>
    typeof value === 'string' ? [] : (executorKind.inside?.(path, value) ?? []),
};

/** Does it put others in the place of the endpoints, and so say itself which it takes? */
export function preparesEndpoints(options: unknown): boolean {
  const choice = (options as { executor?: unknown } | null | undefined)?.executor;
  if (typeof choice === 'string') return choice === 'threading';
  return typeof (choice as Partial<Executor> | null | undefined)?.prepare === 'function';
}

/**
 * Finds an executor; what is returned makes it.
 * @param options checked before
 * @throws {ExecutorLoadFailure} no executor of that name here
 */
export function makeExecutor(
  platform: Platform,
  options: { readonly executor?: ExecutorChoice; readonly poolSize?: number },
): () => { executor: Executor; isOwn: boolean } {
  const choice = options.executor ?? 'async';
  if (typeof choice === 'object') return () => ({ executor: choice, isOwn: false });
  const { poolSize } = options;
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
