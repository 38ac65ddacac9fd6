import { z } from 'zod';
import { folderName } from './proposal-number.ts';

/**
 * Names that a proposal's folder had before. Its old addresses lead to the present one, in a build from
 * a shallow clone too, which cannot ask the history for them.
 */
export const formerNamesSchema = z
  .array(
    z
      .string()
      .max(120)
      .regex(folderName, { error: 'expected NNNN-slug, as the folder was called' }),
  )
  .min(1)
  .max(50);

/** Addresses of proposals that are no longer theirs, and where they lead now. */
export interface Moved {
  /** What stands after `/proposals/`: an earlier name, or a number alone. */
  from: string;
  /** Name of the folder to which it leads. */
  to: string;
}

/**
 * Where old names and numbers alone lead. What a proposal says of itself goes before what the history
 * has, and the present name of a folder before both.
 *
 * @param before earlier names that the history knows, with the numbers of their proposals
 */
export function movedNames(
  proposals: readonly { name: string; formerly?: readonly string[] | undefined }[],
  before: readonly { name: string; proposal: number }[] = [],
): Moved[] {
  const taken = new Set(proposals.map(({ name }) => name));
  const moved = new Map<string, string>();
  const add = (from: string, to: string) => {
    if (!taken.has(from) && !moved.has(from)) moved.set(from, to);
  };
  for (const { name } of proposals) if (folderName.test(name)) add(name.slice(0, 4), name);
  for (const { name, formerly = [] } of proposals) {
    for (const former of formerly) {
      add(former, name);
      add(former.slice(0, 4), name);
    }
  }
  const holders = new Map(proposals.map(({ name }) => [Number(name.slice(0, 4)), name]));
  for (const { name, proposal } of before) {
    const holder = holders.get(proposal);
    if (holder !== undefined && folderName.test(name)) add(name, holder);
  }
  return [...moved].map(([from, to]) => ({ from, to }));
}
