import type { Draft } from './draft.ts';
import { readDrafts } from './read-drafts.ts';
import type { PlainYaml } from './yaml-source.ts';

/** Folders that a thread is to read. */
export interface DraftsOrder {
  root: string;
  names: string[];
}

/** A draft as plain data: what of it can leave its thread. */
export type SentDraft = Omit<Draft, 'frontMatterSource' | 'probesSource'> &
  Record<'frontMatterSource' | 'probesSource', PlainYaml>;

/** Reads them; the parsed texts stay behind. */
export default async function draftThread({ root, names }: DraftsOrder): Promise<SentDraft[]> {
  const drafts = await readDrafts(root, names);
  return drafts.map((draft) => ({
    ...draft,
    frontMatterSource: draft.frontMatterSource.plain(),
    probesSource: draft.probesSource.plain(),
  }));
}
