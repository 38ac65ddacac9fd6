import { dirname } from 'node:path';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { freshMs, revisionTextsIn } from './revision-files.ts';
import type { ProposalRevisions, RevisionTexts } from './revision-texts.ts';

/** By the folder of proposals. */
const readers = new Map<string, { at: number; texts: RevisionTexts }>();

/** A proposal's revisions for a page: git is read once for a build, under `npm start` every few seconds. */
export function revisionsOfBuild(proposal: Proposal): Promise<ProposalRevisions> {
  const root = dirname(proposal.folder);
  const now = performance.now();
  let reader = readers.get(root);
  if (reader === undefined || (import.meta.env.DEV && now - reader.at > freshMs)) {
    reader = { at: now, texts: revisionTextsIn(root) };
    readers.set(root, reader);
  }
  return reader.texts.of(proposal);
}
