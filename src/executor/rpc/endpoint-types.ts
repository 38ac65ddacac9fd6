/** Types that read an endpoint's methods, so that a client is checked against its server. */
import type { Context } from '../context/serializer.ts';

/**
 * A value after its way over the wire, as a type: what JSON changes is changed here too. A Date
 * arrives as its ISO text, undefined and void as null, a Set as an array, bytes as text, and methods
 * do not arrive at all.
 */
export type OverWire<T> = T extends Nothing
  ? null
  : T extends string | number | boolean | bigint | null
    ? T
    : T extends Date | Uint8Array | URL
      ? string
      : T extends { toJSON(): infer Json }
        ? OverWire<Json>
        : T extends ReadonlyMap<infer Key, infer Value>
          ? Record<Key extends string ? Key : string, OverWire<Value>>
          : T extends ReadonlySet<infer Item>
            ? OverWire<Item>[]
            : T extends readonly unknown[]
              ? { -readonly [Index in keyof T]: OverWire<T[Index]> }
              : T extends (...args: never) => unknown
                ? never
                : T extends object
                  ? { -readonly [Key in keyof T as DataKey<T, Key>]: OverWire<T[Key]> }
                  : T;

/** What a method without a result returns. */
type Nothing = ReturnType<() => void> | undefined;

type DataKey<T, Key extends keyof T> = T[Key] extends (...args: never) => unknown ? never : Key;

/** Members that are no methods although they are functions, and hidden ones. */
type Reserved = 'target' | 'filterRule' | 'exposed' | 'constructor' | `_${string}`;

/** The names of an endpoint's methods that a client may call. */
export type MethodName<E> = {
  [Name in keyof E & string]: Name extends Reserved
    ? never
    : E[Name] extends (...args: never) => unknown
      ? Name
      : never;
}[keyof E & string];

/** A method's arguments object; `{}` if it takes none. */
export type MethodArgs<E, Name extends keyof E> = E[Name] extends (
  ...parameters: infer P
) => unknown
  ? SecondOf<P>
  : never;

type SecondOf<P extends readonly unknown[]> = P extends readonly [] | readonly [unknown?]
  ? NoArgs
  : P extends readonly [unknown, infer Args, ...unknown[]]
    ? Args
    : P extends readonly [unknown?, (infer Args)?, ...unknown[]]
      ? Args | NoArgs
      : NoArgs;

/** No arguments: an object without members. */
export type NoArgs = Readonly<Record<string, never>>;

/** What a call of the method resolves to: of async functions and coroutines the final value. */
export type MethodResult<E, Name extends keyof E> = E[Name] extends (...args: never) => infer Result
  ? OverWire<Returned<Result>>
  : never;

type Returned<Result> =
  Result extends Generator<unknown, infer Final, never> ? Awaited<Final> : Awaited<Result>;

/** The parameters of a call to one method: its arguments may be left out if it needs none. */
export type CallParameters<E, Name extends keyof E> =
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- the empty arguments
  Record<never, never> extends MethodArgs<E, Name>
    ? [args?: MethodArgs<E, Name>, options?: CallOptions]
    : [args: MethodArgs<E, Name>, options?: CallOptions];

/** A call to any one of an endpoint's methods: a union of name and arguments. */
export type AnyCall<E> = {
  [Name in MethodName<E>]: [method: Name, ...rest: CallParameters<E, Name>];
}[MethodName<E>];

/** What a call of some method resolves to. */
export type AnyResult<E> = { [Name in MethodName<E>]: MethodResult<E, Name> }[MethodName<E>];

/** What a single call or cast may set. */
export interface CallOptions {
  /** Travels with the request; instead of the client's own context. */
  readonly context?: Context;
  /**
   * Gives up: what was not sent yet never is. A server that has it already is not told, the wire has
   * no word for it.
   */
  readonly signal?: AbortSignal;
  /**
   * For a call, instead of the client's own limit. For a cast, how long it may wait until the broker
   * has it: then it rejects with MessageDeliveryFailure. Milliseconds. Default for a cast: no limit.
   */
  readonly timeoutMs?: number;
}

/** The endpoint of a client that was told none: every method, with any arguments. */
export type UntypedEndpoint = Record<
  string,
  (context: Context, args: Readonly<Record<string, unknown>>) => unknown
>;
