import {
  checkDigits,
  checkLength,
  hasToJson,
  HolderCount,
  isBoxed,
  isIterable,
  itemsOf,
  NotJson,
  TooManyHolders,
  whyNotData,
} from './data.ts';

/** Deeper than any honest message, and less deep than Python's own limit when it reads. */
export const deepestLevel = 500;

/**
 * A deep copy of a value as the other side will see it, without making a text of it: equal to
 * `parseJson(stringifyJson(value))`, for much less time. The memory driver sends with it.
 * @throws {NotJson} for a function, a symbol, an Error, a Promise, a RegExp, a cycle, bad bytes
 * @throws {TooManyHolders}
 */
export function copyJson(value: unknown): unknown {
  return copy(value, 0, new HolderCount());
}

function copy(value: unknown, depth: number, count: HolderCount): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isSafeInteger(value) ? value + 0 : copyNumber(value); // JSON knows no -0
    case 'undefined':
      return null;
    case 'bigint':
      return copyInteger(value);
    case 'function':
    case 'symbol':
      throw new NotJson(`a ${typeof value}`);
    case 'object':
      break;
  }
  if (value === null) return null;
  if (depth >= deepestLevel) throw new NotJson('too deep');
  if (!count.add()) throw new TooManyHolders();
  if (Array.isArray(value) && !hasToJson(value)) return copyArray(value, depth, count);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = (prototype === Object.prototype || prototype === null) && !hasToJson(value);
  if (isPlain && !(Symbol.iterator in value || Symbol.asyncIterator in value)) {
    return copyMembers(value, depth, count);
  }
  return copySpecial(value, depth, count);
}

/** JSON writes a large whole number as digits (the shortest that mean it), which read as a bigint. */
function copyNumber(value: number): number | bigint {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(String(value)) : value;
}

/** @throws {NotJson} it has more digits than anybody reads */
function copyInteger(value: bigint): number | bigint {
  if (Number.isSafeInteger(Number(value))) return Number(value);
  checkDigits(value);
  return value;
}

function copyArray(values: readonly unknown[], depth: number, count: HolderCount): unknown[] {
  checkLength(values);
  const result = new Array<unknown>(values.length);
  for (let at = 0; at < values.length; at++) result[at] = copy(values[at], depth + 1, count);
  return result;
}

function copyMembers(value: object, depth: number, count: HolderCount): Record<string, unknown> {
  // A spread is the fastest copy there is, and it makes a member of `__proto__`.
  const result = { ...value } as Record<string, unknown>;
  for (const symbol of Object.getOwnPropertySymbols(result)) Reflect.deleteProperty(result, symbol);
  // Not over Object.keys: that makes a list. What a prototype may hold is left alone.
  for (const key in result) {
    const item = result[key];
    if (typeof item === 'string' || typeof item === 'boolean' || item === null) continue;
    if (!Object.hasOwn(result, key)) continue;
    const copied = copy(item, depth + 1, count);
    if (copied !== item || item === 0) setMember(result, key, copied);
  }
  return result;
}

/** Assigns a member of any name: `__proto__` must become a member, not the prototype. */
export function setMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    target[key] = value;
  }
}

function copySpecial(value: object, depth: number, count: HolderCount): unknown {
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof ArrayBuffer) return bytesText(new Uint8Array(value));
  const reason = whyNotData(value);
  if (reason !== undefined) throw new NotJson(reason);
  if (hasToJson(value)) return copy(value.toJSON(), depth + 1, count);
  if (value instanceof Map) return copyMap(value as Map<unknown, unknown>, depth, count);
  if (isBoxed(value)) return copy(value.valueOf(), depth, count);
  return isIterable(value)
    ? copyArray(itemsOf(value), depth, count)
    : copyMembers(value, depth, count);
}

function copyMap(
  map: Map<unknown, unknown>,
  depth: number,
  count: HolderCount,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, item] of map) {
    if (!isMapKey(key)) throw new NotJson('a key');
    const name = String(key);
    if (Object.hasOwn(result, name)) throw new NotJson('a key that is there twice');
    setMember(result, name, copy(item, depth + 1, count));
  }
  return result;
}

export function isMapKey(key: unknown): key is string | number | bigint | boolean {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof key);
}

/** @throws {TypeError} for bytes that are no UTF-8 */
function bytesText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
