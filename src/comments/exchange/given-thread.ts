import type { TextQuoteSelector } from '../anchoring/selector.ts';
import type { TextRange } from '../anchoring/text-range.ts';
import type { ExportedThread } from './exported-thread.ts';

/** How the passage of a thread from elsewhere is told. */
export type GivenPassage =
  /** UTF-16 units of its revision's text, as this program exports it. */
  | { range: TextRange }
  /** Selectors of a W3C annotation; the position counts code points. */
  | {
      position: TextRange | undefined;
      quote: Pick<TextQuoteSelector, 'exact'> & Partial<TextQuoteSelector>;
    };

/** A thread of a file, before it is held against the texts of its proposal. */
export interface GivenThread extends Omit<ExportedThread, 'revision' | 'passage' | 'proposal'> {
  /** Where in the file it stands: `line 3`, `items.4`. */
  at: string;
  /** Undefined: whoever reads it says which. */
  proposal: number | undefined;
  /** Undefined: in what the page shows. */
  revision: string | undefined;
  passage: GivenPassage;
}

/** What a file holds. With faults nothing of it may be taken: what is left would be half of it. */
export interface GivenThreads {
  threads: GivenThread[];
  /** Each with where it stands. */
  faults: string[];
}
