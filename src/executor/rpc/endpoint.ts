import type { EndpointFunction } from '../executors/executor.ts';
import { targetKind, type Target, type TargetOptions } from '../address/target.ts';
import { check, faultsOf } from '../internal/check-options.ts';
import { needed, text, type OptionKind } from '../internal/option-kind.ts';
import { callable, list, object } from '../internal/option-object.ts';
import { isPlatformPrototype } from './platform-class.ts';

/**
 * An object whose methods are called: `method(context, args, info)`. Its `target` says the namespace
 * (and legacy ones) and the version that it implements; without one it is namespace none, 1.0. Any
 * object will do; these are the members that mean something.
 */
export interface Endpoint {
  readonly target?: TargetOptions | Target;
  /** For the explicit access policy: the names that may be called. */
  readonly exposed?: readonly string[];
}

/** An endpoint's target; asked for at each message, so that it may change. */
export function endpointTarget(endpoint: Endpoint): TargetOptions {
  return endpoint.target ?? noTarget;
}

const noTarget: TargetOptions = {};

/**
 * The endpoint's method of that name, its own or one of its classes'. What the platform's classes bring
 * along (Object, EventEmitter, Map, …) is not found, and a getter is not run to see what it gives.
 */
export function findMethod(endpoint: object, name: string): EndpointFunction | undefined {
  if (name === 'constructor') return undefined;
  let holder = endpoint as object | null;
  while (holder !== null && !isPlatformPrototype(holder)) {
    const member = Object.getOwnPropertyDescriptor(holder, name);
    if (member) {
      return typeof member.value === 'function' ? (member.value as EndpointFunction) : undefined;
    }
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return undefined;
}

/** The names of all methods that {@link findMethod} finds. */
export function methodNames(endpoint: object): string[] {
  const names = new Set<string>();
  let holder = endpoint as object | null;
  while (holder !== null && !isPlatformPrototype(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) names.add(name);
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return [...names].filter((name) => findMethod(endpoint, name) !== undefined);
}

/** What a server can call; its target and its list of names are looked at too. */
export const endpointKind: OptionKind<object> = {
  ...object,
  expected: 'an object with methods (of a class an instance)',
  accepts: (value): value is object => object.accepts(value) && methodNames(value).length > 0,
  inside: (path, value) => {
    const { target, exposed } = value as Endpoint;
    return [
      ...faultsOf(`${path}.target`, targetKind, target),
      ...faultsOf(`${path}.exposed`, list(text), exposed),
    ];
  },
};

const exposedMark = Symbol('crossplan.executor.exposed');

/**
 * Marks a function as callable under the explicit access policy:
 * `const endpoint = { ping: expose(() => 'pong') }`. A class lists names in `exposed` instead.
 */
export function expose<F extends (...args: never) => unknown>(method: F): F {
  check('method', needed(callable), method);
  Object.defineProperty(method, exposedMark, { value: true });
  return method;
}

/** Which methods of an endpoint a message may call, beside being there at all. */
export interface AccessPolicy {
  isAllowed(endpoint: Endpoint, method: string): boolean;
}

/** Every name that does not begin with an underscore. */
export const defaultAccessPolicy: AccessPolicy = {
  isAllowed: (_endpoint, method) => !method.startsWith('_'),
};

/** Every name, as servers did of old. */
export const legacyAccessPolicy: AccessPolicy = { isAllowed: () => true };

/** Only what is marked: by {@link expose}, or named in the endpoint's `exposed`. */
export const explicitAccessPolicy: AccessPolicy = {
  isAllowed: (endpoint, method) => {
    if (endpoint.exposed?.includes(method) === true) return true;
    const found = findMethod(endpoint, method) as { [exposedMark]?: true } | undefined;
    return found?.[exposedMark] === true;
  },
};

const expectedErrors = new WeakSet<object>();

/**
 * Errors that are part of a method's contract: they are answered like others, but not logged as the
 * server's fault. `get: expectedExceptions([NotFound], async (context, { id }) => …)`
 */
export function expectedExceptions<F extends (...args: never) => unknown>(
  classes: readonly (abstract new (...args: never) => Error)[],
  method: F,
): F {
  check('classes', needed(list(callable)), classes);
  check('method', needed(callable), method);
  const note = (error: unknown): never => {
    if (classes.some((known) => error instanceof known)) expectedErrors.add(error as object);
    throw error;
  };
  const wrapped = function (this: unknown, ...args: never): unknown {
    try {
      const result = method.apply(this, args);
      return result instanceof Promise ? result.catch(note) : result;
    } catch (error) {
      return note(error);
    }
  };
  return wrapped as F;
}

export function markExpected(error: object): void {
  expectedErrors.add(error);
}

/** True if the method that threw it said that it would. */
export function isExpected(error: unknown): boolean {
  return typeof error === 'object' && error !== null && expectedErrors.has(error);
}
