import type { Tables, ThreadKind } from './tables.ts';

/** A comment as it is read; a deleted one keeps its place and says nothing. */
export interface ReadComment {
  id: string;
  author: { id: string; name: string };
  at: string;
  deletedAt: string | null;
  /** Null of a deleted one, and of a hidden one but for its author and moderators. */
  body: string | null;
  /** The same as HTML that is safe. */
  html: string | null;
  /** Why a moderator hid it; null of one that is not hidden. */
  hidden: string | null;
  /** Waits for a moderator: others do not see it at all. */
  held: boolean;
  /** How often it was written: 1 until it is edited. */
  versions: number;
  editedAt: string | null;
  /** How many persons gave each sign. */
  reactions: Record<string, number>;
  /** Signs that the reader gave. */
  mine: string[];
}

/** Who reads: authors see their own held comments, moderators all. */
export interface Viewer {
  person: string;
  moderates: boolean;
}

/** Where a thread's passage stands in the revision that was asked for. */
export type ReadPlacement = Omit<Tables['placement'], 'thread'>;

/** A thread as it is read. */
export interface ReadThread {
  id: string;
  proposal: number;
  kind: ThreadKind;
  state: 'open' | 'resolved';
  openedBy: { id: string; name: string };
  openedAt: string;
  /** Null of an open one, and of one whose export did not tell it. */
  resolved: { at: string; by: { id: string; name: string } } | null;
  /** The revision in which the passage was chosen, where in its text, and what it said there. */
  revision: string;
  passage: { start: number; end: number };
  quote: string;
  /** Null while it is not computed yet. */
  placement: ReadPlacement | null;
  /** An open concern whose passage changed since its raiser saw it last: does it still stand? */
  lookAgain: boolean;
  comments: ReadComment[];
  version: number;
}

/** A page of threads. */
export interface ThreadPage {
  threads: ReadThread[];
  /** Where the next page begins; null at the end. */
  next: number | null;
}

export interface ThreadQuery {
  proposal: number;
  /** Placements in this revision; default, the newest. */
  revision?: string;
  state?: 'open' | 'resolved';
  kind?: ThreadKind;
  /** `next` of the page before. */
  after?: number;
  /** At most 100; default 50. */
  limit?: number;
  /** Default: somebody who is not signed in. */
  viewer?: Viewer;
}
