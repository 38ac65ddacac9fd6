import type { CommentStore } from '../store/comment-store.ts';
import type { Imported, ImportedThread } from '../store/imports.ts';
import { findPassage } from './find-passage.ts';
import type { GivenThread, GivenThreads } from './given-thread.ts';
import { readAnnotations } from './read-annotations.ts';
import { readJsonLines } from './read-json-lines.ts';

/** What is said beside a file of threads. */
export interface ImportOf {
  /** Where they come from: an address, or a name of it. */
  origin: string;
  /** Of threads that do not say it: which proposal they are on. */
  proposal: number | undefined;
}

/** Threads of a file, in either of the two forms in which the server exports them. */
export function readThreadFile(text: string): GivenThreads {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    return readJsonLines(text);
  }
  const isAnnotations =
    Array.isArray(value) ||
    (typeof value === 'object' && value !== null && 'items' in value && !('comments' in value));
  return isAnnotations ? readAnnotations(value) : readJsonLines(text);
}

/**
 * Takes the threads of a file into a store, all of them or none: each must stand in a text that the
 * store knows.
 *
 * @returns what was added, or all that is wrong, each with where it stands
 * @throws {Refused} where an id is another thread's or comment's here
 */
export async function importThreads(
  store: CommentStore,
  { threads, faults: unread }: GivenThreads,
  of: ImportOf,
): Promise<Imported | { refused: string[] }> {
  const faults = [...unread];
  const found: ImportedThread[] = [];
  const texts = new Map<string, string | undefined>();
  for (const given of threads) {
    const one = await heldAgainst(given);
    if (typeof one === 'string') faults.push(`${given.at}: ${one}`);
    else found.push(one);
  }
  if (faults.length > 0) return { refused: faults };
  return store.imports.take(found, of.origin);

  async function heldAgainst(given: GivenThread): Promise<ImportedThread | string> {
    if (given.state === 'open' && given.resolved !== null) {
      return 'resolved: an open thread was resolved by nobody; expected null';
    }
    const proposal = given.proposal ?? of.proposal;
    if (proposal === undefined) {
      return 'target.source: it leads to no proposal, and none was named: --proposal';
    }
    const revision = given.revision ?? (await store.revisions.head(proposal));
    const text = revision === undefined ? undefined : await textOf(proposal, revision);
    if (revision === undefined || text === undefined) {
      const which = revision === undefined ? 'no revision' : `no revision ${revision.slice(0, 12)}`;
      return `revision: this site has ${which} of proposal ${proposal}; npm run build writes its texts`;
    }
    const passage = findPassage(text, given.passage, given.quote);
    if (typeof passage === 'string') return passage;
    const quote = text.slice(passage.start, passage.end);
    return { ...given, proposal, revision, passage, quote };
  }

  async function textOf(proposal: number, revision: string): Promise<string | undefined> {
    const key = `${proposal} ${revision}`;
    if (!texts.has(key)) texts.set(key, await store.revisions.text(proposal, revision));
    return texts.get(key);
  }
}
