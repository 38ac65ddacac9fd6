/** Which objects are data, and which would go out as an empty object, or half of what they hold. */
import { isPromiseLike } from '../internal/maybe-promise.ts';

/** Thrown for any fault; who wants to know which one asks findFault. */
export class NotJson extends Error {}

/** Of objects and lists in one message. Each holder of a shared one gets a copy: in 40 levels, billions. */
const mostHolders = 2 ** 22;

/** Thrown for the value as a whole: no single place is at fault. */
export class TooManyHolders extends NotJson {
  constructor() {
    super(`more than ${mostHolders} objects and lists, a shared one counted wherever it stands`);
  }
}

/** Counts the objects and lists of one message. */
export class HolderCount {
  #count = 0;

  /** @returns whether one more is allowed */
  add(): boolean {
    return ++this.#count <= mostHolders;
  }
}

/** More than any message holds; what gives items for ever must end. */
const mostItems = 2_000_000;

/** What keeps an object from being sent, in words; undefined if it is data. */
export function whyNotData(value: object): string | undefined {
  if (value instanceof Error) return 'an Error; throw it, or send its message';
  if (value instanceof RegExp) return 'a regular expression; send its source';
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'a Date that is none';
  if (hasToJson(value)) return undefined;
  if (isPromiseLike(value)) return 'a promise; await it first';
  if (Symbol.asyncIterator in value) return 'an async iterable; collect its items first';
  if (value instanceof Map || value instanceof Set || isBoxed(value)) return undefined;
  if (isIterable(value)) {
    if (ArrayBuffer.isView(value)) return undefined;
    if (typeof (value as { next?: unknown }).next === 'function') {
      return 'an iterator, which reading would use up; send a list';
    }
  }
  // What the platform's own kinds (Headers, Blob, WeakMap, …) hold is not in their members.
  const tag: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return typeof tag === 'string' ? `a ${tag}, which is no data` : undefined;
}

export function hasToJson(value: object): value is { toJSON: () => unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}

/** An object around a text, a number or a boolean. */
export function isBoxed(value: object): boolean {
  return (
    value instanceof String ||
    value instanceof Number ||
    value instanceof Boolean ||
    value instanceof BigInt
  );
}

export function isIterable(value: object): value is Iterable<unknown> {
  return typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function';
}

/** As many as a message of RabbitMQ's 128 MiB might hold; the hole of a sparse list counts as an item. */
const mostListed = 2 ** 24;

/** Python's limit for an integer, written or read; making one of a million digits takes seconds. */
export const mostDigits = 4300;
const tooLong = 10n ** BigInt(mostDigits);

/** @throws {NotJson} */
export function checkLength(list: readonly unknown[]): void {
  if (list.length > mostListed) throw new NotJson(`a list of more than ${mostListed} items`);
}

/** @throws {NotJson} */
export function checkDigits(integer: bigint): void {
  if (integer >= tooLong || -integer >= tooLong) {
    throw new NotJson(`an integer of more than ${mostDigits} digits`);
  }
}

/** @throws {NotJson} there are too many; whatever reading them throws */
export function itemsOf(value: Iterable<unknown>): unknown[] {
  if (Array.isArray(value)) {
    checkLength(value);
    return value as unknown[];
  }
  if (value instanceof Set || ArrayBuffer.isView(value)) return [...value];
  const items: unknown[] = [];
  for (const item of value) {
    if (items.length === mostItems) throw new NotJson(`more than ${mostItems} items`);
    items.push(item);
  }
  return items;
}
