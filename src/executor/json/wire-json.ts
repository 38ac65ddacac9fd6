/**
 * JSON as the Python side writes and reads it, where that differs from JavaScript's.
 *
 * | JavaScript | text | back again |
 * |---|---|---|
 * | NaN, Infinity, -Infinity | the bare tokens, which Python writes and reads | the same |
 * | a whole number beyond ±(2^53 - 1), below 1e21 | digits | bigint, so that no digit is lost |
 * | bigint | digits | number if it is a safe integer, otherwise bigint |
 * | undefined, also a member of an object; a hole of an array | null | null |
 * | Date, and whatever has toJSON() | what toJSON() gives | that |
 * | Set, typed array, or whatever else can be iterated again and again | array | array |
 * | Map | object; its keys are strings, numbers, bigints or booleans | object |
 * | Uint8Array, ArrayBuffer | text, if it is UTF-8 | string |
 * | function, symbol, Error, Promise, RegExp, a cycle; an iterator, an async iterable, Headers, Blob,
 *   WeakMap and their like, a Date that is none, a Map of which two keys become one; more objects and lists
 *   than 2^22, a shared one counted wherever it stands | SerializationError, with the path | |
 *
 * A number such as 1e400 reads as Infinity, and 1.0 reads as 1 (Python sees an int in the answer).
 */
import { SerializationError } from '../errors.ts';
import { check } from '../internal/check-options.ts';
import { anyText, needed } from '../internal/option-kind.ts';
import { copyJson } from './copy.ts';
import { HolderCount, TooManyHolders } from './data.ts';
import { findFault } from './fault.ts';
import { parseTolerant } from './parser.ts';

export { copyJson } from './copy.ts';

/** A run of digits, not alone in a text, that is long enough for JSON.parse to round it. */
const longInteger = /(?:^|[\s[:,-])\d{16,}(?![\d"])/;

/**
 * Reads a JSON text, Python's tokens and long integers included.
 * @throws {SyntaxError} with the offset, for what is no JSON
 * @throws {TypeError} for what is no text
 */
export function parseJson(text: string): unknown {
  if (typeof text !== 'string') check('text', needed(anyText), text);
  if (longInteger.test(text)) return parseTolerant(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return parseTolerant(text); // NaN, Infinity, or a better error
  }
}

/**
 * Writes a value as the table above says.
 * @param path how errors call the value itself, such as `args` or `result`
 * @throws {SerializationError} for what cannot be sent
 */
export function stringifyJson(value: unknown, path = ''): string {
  if (typeof path !== 'string') check('path', anyText, path);
  try {
    return isPlain(value, 0, new HolderCount()) ? JSON.stringify(value) : write(copyJson(value));
  } catch (error) {
    throw asSerializationError(value, path, error);
  }
}

/** As {@link copyJson}, but its error names the place of the fault. */
export function copyForSending(value: unknown, path = ''): unknown {
  try {
    return copyJson(value);
  } catch (error) {
    throw asSerializationError(value, path, error);
  }
}

function asSerializationError(value: unknown, path: string, error: unknown): SerializationError {
  if (error instanceof TooManyHolders) return new SerializationError(path, error.message);
  const fault = findFault(value, path);
  return fault ?? new SerializationError(path, error instanceof Error ? error.message : 'unknown');
}

/** Deep enough that the careful way must decide (it counts, and tells a cycle). */
const plainLevels = 64;

/** True if JSON.stringify says the same as the table: no conversion anywhere, which is usual. */
function isPlain(value: unknown, depth: number, count: HolderCount): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'bigint':
    case 'undefined':
    case 'function':
    case 'symbol':
      return false;
    case 'object':
      break;
  }
  if (value === null) return true;
  if (depth > plainLevels || !count.add()) return false;
  if (Array.isArray(value)) {
    if (Object.hasOwn(value, 'toJSON')) return false;
    for (const item of value) if (!isPlain(item, depth + 1, count)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return false;
  if (Symbol.iterator in value || Symbol.asyncIterator in value) return false;
  for (const item of Object.values(value)) if (!isPlain(item, depth + 1, count)) return false;
  return true;
}

/** The text of what copyJson gave. */
function write(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${write(item)}`,
  );
  return `{${members.join(',')}}`;
}
