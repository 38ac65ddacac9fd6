import { blockAt, type PageBlock, type PageText } from './page-text.ts';
import type { MarkState } from './marks.ts';
import type { Thread } from './thread.ts';

/** A thread and the block of the page at which it stands. */
export interface PlacedThread {
  thread: Thread;
  block: PageBlock;
}

/** The threads of a page by the blocks at which they stand. */
export class PlacedThreads {
  readonly #page: PageText;
  readonly #at = new Map<PageBlock, Thread[]>();

  /** @param isWhole does the page's text equal the revision's? Otherwise no offset holds in it */
  constructor(page: PageText, isWhole: boolean, threads: readonly Thread[]) {
    this.#page = page;
    for (const thread of threads) {
      const block = (isWhole ? blockOf(page, thread) : undefined) ?? page.blocks[0];
      if (block !== undefined) this.#at.set(block, [...(this.#at.get(block) ?? []), thread]);
    }
  }

  at(block: PageBlock): Thread[] {
    return this.#at.get(block) ?? [];
  }

  /** In the order of the text. */
  inOrder(which: (thread: Thread) => boolean): PlacedThread[] {
    return this.#page.blocks.flatMap((block) =>
      this.at(block)
        .filter(which)
        .map((thread) => ({ thread, block })),
    );
  }

  /** What the mark of each block says of its threads. */
  states(isNew: (thread: Thread) => boolean): Map<PageBlock, MarkState> {
    const states = new Map<PageBlock, MarkState>();
    for (const [block, threads] of this.#at) {
      const open = threads.filter(({ state }) => state === 'open').length;
      const unseen = threads.filter((one) => isNew(one)).length;
      states.set(block, { open, resolved: threads.length - open, unseen });
    }
    return states;
  }
}

/** Where a thread stands on a page. */
function blockOf(page: PageText, { placement }: Thread): PageBlock | undefined {
  if (placement === null) return undefined;
  const block = blockAt(page, placement.start);
  if (placement.outcome !== 'orphaned') return block;
  // What is gone stands at its section.
  const at = block === undefined ? -1 : page.blocks.indexOf(block);
  const isHeading = ({ element: { localName } }: PageBlock) => /^h[1-6]$/.test(localName);
  return page.blocks.slice(0, at + 1).findLast(isHeading) ?? block;
}
