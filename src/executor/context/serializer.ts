import type { OptionKind } from '../internal/option-kind.ts';
import { callable, dictionary, options } from '../internal/option-object.ts';

/** A request's context: plain data that travels with it. */
export type Context = Readonly<Record<string, unknown>>;

/** @internal That of a message without one: always the same object. */
export const noContext: Context = Object.freeze({});

/**
 * Turns an application's own values into plain data and back. Each argument, each result and each
 * notification payload goes through `serializeEntity` before it is sent and `deserializeEntity` after
 * it was received; contexts through the other two. All are synchronous, and missing ones change
 * nothing. What one throws on a server is answered as a failure.
 */
export interface Serializer {
  readonly serializeEntity?: (context: Context, entity: unknown) => unknown;
  readonly deserializeEntity?: (context: Context, entity: unknown) => unknown;
  readonly serializeContext?: (context: Context) => Context;
  readonly deserializeContext?: (context: Context) => Context;
}

export const contextKind: OptionKind<object> = dictionary;

export const serializerKind: OptionKind<object> = options('a serializer', {
  serializeEntity: callable,
  deserializeEntity: callable,
  serializeContext: callable,
  deserializeContext: callable,
} satisfies Record<keyof Serializer, OptionKind<unknown>>);

/** Each argument through one function of a serializer. */
export function mapArguments(
  args: Readonly<Record<string, unknown>>,
  convert: (entity: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, convert(value)]));
}
