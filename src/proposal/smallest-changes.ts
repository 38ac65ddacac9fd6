import { isDeepStrictEqual } from 'node:util';
import type { YamlPath } from './yaml-places.ts';

/** A change of a document as changes of what differs, so that what stays the same is not written anew. */
export function smallestChanges(
  old: unknown,
  path: YamlPath,
  value: unknown,
): { path: YamlPath; value: unknown }[] {
  if (isDeepStrictEqual(old, value)) return [];
  if (Array.isArray(old) && Array.isArray(value) && old.length > 0 && value.length > 0) {
    const kept = value.slice(0, old.length);
    const changed = kept.flatMap((one, i) => smallestChanges(old[i], [...path, i], one));
    const added = value.slice(old.length).map((one, i) => {
      return { path: [...path, old.length + i], value: one as unknown };
    });
    const gone = old.slice(value.length).map((_, i) => ({
      path: [...path, old.length - 1 - i],
      value: undefined,
    }));
    return [...changed, ...added, ...gone];
  }
  if (isObject(old) && isObject(value) && Object.keys(value).length > 0) {
    const gone = Object.keys(old).filter((key) => value[key] === undefined);
    return [
      ...Object.entries(value).flatMap(([key, one]) =>
        one === undefined ? [] : smallestChanges(old[key], [...path, key], one),
      ),
      ...gone.map((key) => ({ path: [...path, key], value: undefined })),
    ];
  }
  return [{ path, value }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
