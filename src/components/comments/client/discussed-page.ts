import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import type { PageBlock, readPage } from './page-text.ts';
import type { Server, Session } from './server.ts';

/** A page of a blueprint with its discussions, as what writes sees it. */
export interface DiscussedPage {
  readonly proposal: string;
  readonly revision: string;
  readonly server: Server;
  readonly page: ReturnType<typeof readPage>;
  session: Session;
  /** Where the threads of the block that is open stand. */
  readonly cards: HTMLElement;
  /** Draws the bar anew: a draft may have come or gone. */
  drawBar(): void;
  /** Reads all threads again and shows one of them. */
  show(thread: string, comment?: string): Promise<void>;
  /** Draws anew what depends on who reads. */
  redraw(): Promise<void>;
  /** Shows what is said of a block. */
  open(block: PageBlock): void;
  close(): void;
  /** Marks a passage as the one that is spoken of. */
  mark(passage: TextRange | undefined): void;
  /** Tells a reader of a screen, and who sees it, what happened. */
  say(words: string): void;
}
