import { BadPack, type EntryHeader, type PackFile } from './pack-file.ts';
import type { PackIndex } from './pack-index.ts';

/** An object of a pack, with those that are stored as deltas of it. */
export interface PackedObject {
  offset: number;
  header: EntryHeader;
  /** Names under which it is asked for; without any it is only needed for others. */
  id: string | undefined;
  deltas: PackedObject[];
}

/**
 * The objects that are asked for, with all that they are deltas of, as trees whose roots are stored
 * whole.
 *
 * @param wanted names, with their offsets
 */
export function deltaForest(
  wanted: ReadonlyMap<string, number>,
  index: PackIndex,
  pack: PackFile,
): PackedObject[] {
  const known = new Map<number, PackedObject>();
  const roots: PackedObject[] = [];
  // In the order of the pack: what stands together is read together.
  for (const [id, offset] of [...wanted].sort(([, a], [, b]) => a - b)) {
    let child: PackedObject | undefined;
    let at = offset;
    for (;;) {
      const before = known.get(at);
      if (before !== undefined) {
        if (child !== undefined) before.deltas.push(child);
        break;
      }
      const object = open(pack, at);
      // What cannot be reached from a root is not visited, and left to git.
      if (object === undefined) break;
      known.set(at, object);
      if (child !== undefined) object.deltas.push(child);
      const { base } = object.header;
      if (base === undefined) {
        roots.push(object);
        break;
      }
      const next = typeof base === 'number' ? base : index.offsetOf(base);
      if (next === undefined) break;
      child = object;
      at = next;
    }
    const object = known.get(offset);
    if (object !== undefined) object.id = id;
  }
  return roots;
}

function open(pack: PackFile, offset: number): PackedObject | undefined {
  try {
    return { offset, header: pack.header(offset), id: undefined, deltas: [] };
  } catch (error) {
    if (error instanceof BadPack) return undefined;
    throw error;
  }
}
