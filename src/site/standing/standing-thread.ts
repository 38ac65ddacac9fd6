import type { Placement } from '../../comments/anchoring/placement.ts';
import type { ThreadKind } from '../../comments/store/tables.ts';

/** A comment that comes with the build. */
export interface StandingComment {
  id: string;
  by: string;
  /** RFC 3339. */
  at: string;
  /** Markdown; undefined: it is not shown. */
  text: string | undefined;
  /** What else is to be said of it: edited, deleted, why it is hidden. */
  notes: readonly string[];
}

/** A thread that comes with the build and that nobody can answer there. */
export interface StandingThread {
  /** Id of its element. */
  id: string;
  /** Of a frozen one: its id in the store that it came from. */
  store?: string;
  /** `review`: it was said in the code review of the text. */
  kind: ThreadKind | 'review';
  /** `unknown`: its server does not say. */
  state: 'open' | 'resolved' | 'unknown';
  /** Who resolved it and when, as RFC 3339, where that is known. */
  resolved?: { by: string; at: string } | undefined;
  /** Where it goes on. */
  origin: { words: string; url: string } | undefined;
  /** What its passage said; empty: it is on no passage. */
  quote: string;
  comments: readonly StandingComment[];
}

/** Where a standing thread belongs in the text that the page shows. */
export interface StandingPlace {
  /** `section`, `file`: no passage of the text is the one that was meant, and why stands in the words. */
  outcome: Placement['outcome'] | 'section' | 'file';
  /** UTF-16 units of the page's text; of an orphaned one, where it would stand. */
  at: number;
}

export interface PlacedThread {
  thread: StandingThread;
  place: StandingPlace;
}
