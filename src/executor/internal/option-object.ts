/** Kinds of options that are no plain value: functions, lists, objects with members. */
import { faultsOf, isObject, memberFaults, type OptionKinds } from './check-options.ts';
import type { OptionKind } from './option-kind.ts';

const noText = (): undefined => undefined;

/** Anything that can be called. */
export const callable: OptionKind<(...args: never) => unknown> = {
  expected: 'a function',
  accepts: (value): value is (...args: never) => unknown => typeof value === 'function',
  fromText: noText,
};

/** An object; not a list. */
export const object: OptionKind<object> = {
  expected: 'an object',
  accepts: isObject,
  fromText: noText,
};

/** An object of which the members are meant, by their names: not a Map, a Set, an iterator. */
export const dictionary: OptionKind<object> = {
  expected: 'an object with named members',
  accepts: (value): value is object => isObject(value) && !(Symbol.iterator in value),
  fromText: noText,
};

/** Options with members of their own: names that mean nothing are refused, a slip of the pen mostly. */
export function options(what: string, kinds: OptionKinds): OptionKind<object> {
  return {
    ...object,
    inside: (path, value) =>
      memberFaults(what, value as object, kinds, (name) => `${path}.${name}`),
  };
}

/** Somebody's object that has some members among others. */
export function having(expected: string, kinds: OptionKinds): OptionKind<object> {
  return {
    ...object,
    expected,
    inside: (path, value) =>
      Object.entries(kinds).flatMap(([name, kind]) =>
        faultsOf(`${path}.${name}`, kind, (value as Readonly<Record<string, unknown>>)[name]),
      ),
  };
}

/** An object whose members are all of one kind, whatever their names. */
export function each(kind: OptionKind<unknown>): OptionKind<object> {
  return {
    ...dictionary,
    expected: `an object, each member ${kind.expected}`,
    inside: (path, value) =>
      Object.entries(value as object).flatMap(([name, item]: [string, unknown]) =>
        faultsOf(`${path}.${name}`, { ...kind, isNeeded: true }, item),
      ),
  };
}

/** By what it can do: a test's platform brings an AbortSignal of its own. */
export const abortSignal: OptionKind<AbortSignal> = {
  expected: 'an AbortSignal',
  accepts: (value): value is AbortSignal =>
    isObject(value) &&
    typeof (value as Partial<AbortSignal>).aborted === 'boolean' &&
    typeof (value as Partial<AbortSignal>).addEventListener === 'function',
  fromText: noText,
};

/** A list whose items are all of one kind. */
export function list<Item>(item: OptionKind<Item>): OptionKind<readonly Item[]> {
  return {
    expected: `a list, each item ${item.expected}`,
    accepts: (value): value is readonly Item[] => Array.isArray(value),
    fromText: noText,
    inside: (path, value) =>
      // Not over the list itself, which may have holes.
      Array.from(value as readonly unknown[]).flatMap((found, at) =>
        faultsOf(`${path}[${at}]`, { ...item, isNeeded: true }, found),
      ),
  };
}
