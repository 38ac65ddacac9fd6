import { SerializationError } from '../errors.ts';
import { copyJson, deepestLevel, isMapKey } from './copy.ts';
import {
  hasToJson,
  isBoxed,
  isIterable,
  itemsOf,
  mostDigits,
  NotJson,
  whyNotData,
} from './data.ts';

/**
 * The first place in a value that JSON cannot carry, for the error message. The quick ways (copyJson,
 * stringifyJson) keep no path; this one is only asked once they have refused.
 */
export function findFault(value: unknown, path: string): SerializationError | undefined {
  return look(value, path, []);
}

function look(
  value: unknown,
  path: string,
  ancestors: readonly object[],
): SerializationError | undefined {
  if (typeof value === 'function') return fault(path, `a function (${value.name || 'nameless'})`);
  if (typeof value === 'symbol') return fault(path, `a symbol (${String(value)})`);
  if (typeof value === 'bigint') return tooLong(value, path);
  if (typeof value !== 'object' || value === null) return undefined;
  if (ancestors.includes(value)) return fault(path, 'a reference to what holds it (a cycle)');
  if (ancestors.length >= deepestLevel)
    return fault(path, `nested deeper than ${deepestLevel} levels`);
  const inside = [...ancestors, value];
  if (value instanceof Map) {
    const names = new Set<string>();
    for (const [key, item] of value as Map<unknown, unknown>) {
      if (!isMapKey(key)) return fault(path, `a Map key that is no text or number: ${typeof key}`);
      if (names.has(String(key))) {
        return fault(path, `a Map with two keys that become '${String(key)}'`);
      }
      names.add(String(key));
      const found = look(item, join(path, String(key)), inside);
      if (found) return found;
    }
    return undefined;
  }
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
    return carries(value) ? undefined : fault(path, 'bytes that are no UTF-8 text; send base64');
  }
  try {
    const reason = whyNotData(value);
    if (reason !== undefined) return fault(path, reason);
    if (hasToJson(value)) return look(value.toJSON(), path, inside);
    return isBoxed(value) ? undefined : lookInside(value, path, inside);
  } catch (error) {
    if (error instanceof NotJson) return fault(path, error.message);
    return fault(path, `reading it failed: ${String(error)}`);
  }
}

function lookInside(
  value: object,
  path: string,
  inside: readonly object[],
): SerializationError | undefined {
  const items: [string | number, unknown][] = isIterable(value)
    ? itemsOf(value).map((item, at) => [at, item])
    : Object.entries(value);
  for (const [key, item] of items) {
    const found = look(item, join(path, key), inside);
    if (found) return found;
  }
  return undefined;
}

function tooLong(integer: bigint, path: string): SerializationError | undefined {
  return carries(integer) ? undefined : fault(path, `an integer of more than ${mostDigits} digits`);
}

function carries(value: object | bigint): boolean {
  try {
    copyJson(value);
    return true;
  } catch {
    return false;
  }
}

/** `args.hosts[2]`, `args["strange key"]`. */
function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function fault(path: string, reason: string): SerializationError {
  return new SerializationError(path, reason);
}
