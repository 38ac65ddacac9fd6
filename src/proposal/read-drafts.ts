import { join } from 'node:path';
import { readDraft, type Draft } from './draft.ts';

/** Reads folders of proposals below one; of each what can be read of it, in the order of their names. */
export type ReadDrafts = (root: string, names: readonly string[]) => Promise<Draft[]>;

/** Reads them all in this thread. */
export const readDrafts: ReadDrafts = (root, names) =>
  Promise.all(names.map((name) => readDraft(join(root, name), name)));
