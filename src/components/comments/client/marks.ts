import { element } from './element.ts';
import type { PageBlock, PageText } from './page-text.ts';

/** What a block's mark says of its threads. */
export interface MarkState {
  open: number;
  resolved: number;
  unseen: number;
}

/** The buttons in the margin, one for each block of the text. */
export class Marks {
  readonly #buttons = new Map<HTMLButtonElement, PageBlock>();
  readonly #ofBlock = new Map<PageBlock, HTMLButtonElement>();
  readonly #open: (block: PageBlock, from: HTMLButtonElement) => void;

  constructor(open: (block: PageBlock, from: HTMLButtonElement) => void) {
    this.#open = open;
  }

  /**
   * Puts a mark beside each block that has something to say, and beside the others where a reader may
   * write. Blocks of one table share one.
   */
  show(page: PageText, states: ReadonlyMap<PageBlock, MarkState>, mayWrite: boolean): void {
    const hosts = new Map<Element, HTMLButtonElement>();
    for (const block of page.blocks) {
      const table = block.element.closest('table');
      let mark = this.#ofBlock.get(block) ?? (table === null ? undefined : hosts.get(table));
      const state = states.get(block);
      if (mark === undefined && (state !== undefined || mayWrite)) mark = this.#add(block, table);
      if (mark === undefined) continue;
      this.#ofBlock.set(block, mark);
      if (table !== null) hosts.set(table, mark);
    }
    for (const [mark, block] of this.#buttons) {
      const here = page.blocks.filter((one) => this.#ofBlock.get(one) === mark);
      const sum = { open: 0, resolved: 0, unseen: 0 };
      for (const one of here) {
        const state = states.get(one);
        sum.open += state?.open ?? 0;
        sum.resolved += state?.resolved ?? 0;
        sum.unseen += state?.unseen ?? 0;
      }
      say(mark, sum, page.text.slice(block.start, block.end));
    }
    this.#rove();
  }

  /** The blocks that share the mark of one. */
  together(block: PageBlock): PageBlock[] {
    const mark = this.#ofBlock.get(block);
    return [...this.#ofBlock].filter(([, one]) => one === mark).map(([other]) => other);
  }

  of(block: PageBlock): HTMLButtonElement | undefined {
    return this.#ofBlock.get(block);
  }

  #add(block: PageBlock, table: Element | null): HTMLButtonElement {
    const mark = element('button', { type: 'button', class: 'comment-mark', tabindex: '-1' });
    mark.addEventListener('click', () => {
      this.#open(block, mark);
    });
    mark.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const all = this.#inOrder();
      const next = all[all.indexOf(mark) + step];
      if (next === undefined) return;
      this.#rove(next);
      next.focus();
    });
    this.#buttons.set(mark, block);
    const { element: of, last } = block;
    const isOutside = table !== null || /^(h\d|pre|summary|caption)$/.test(of.localName);
    // Counted by no passage, and by no rule of the text's spaces.
    const place = element(
      isOutside ? 'div' : 'span',
      { class: 'comment-at', 'data-said': '' },
      mark,
    );
    if (isOutside) (table ?? of).after(place);
    else {
      // Within the block, behind its own words and whatever holds the last of them.
      let child: Node = last;
      while (child.parentNode !== of && child.parentNode !== null) child = child.parentNode;
      if (child === of) of.append(place);
      else child.parentNode?.insertBefore(place, child.nextSibling);
    }
    return mark;
  }

  #inOrder(): HTMLButtonElement[] {
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return [...this.#buttons.keys()].sort((a, b) =>
      (a.compareDocumentPosition(b) & follows) > 0 ? -1 : 1,
    );
  }

  /** One stop for the tabulator; the arrows go on from there. */
  #rove(to?: HTMLButtonElement): void {
    const all = this.#inOrder();
    const [first] = all;
    const now = to ?? all.find((mark) => mark.tabIndex === 0) ?? first;
    for (const mark of all) mark.tabIndex = mark === now ? 0 : -1;
  }
}

function say(mark: HTMLButtonElement, { open, resolved, unseen }: MarkState, text: string): void {
  const words = text.split(' ').slice(0, 6).join(' ');
  const counts = [
    ...(open > 0 ? [`${open} open`] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
    ...(unseen > 0 ? ['something new'] : []),
  ];
  const what = counts.length === 0 ? 'Comment on' : `Discussions, ${counts.join(', ')}:`;
  mark.setAttribute('aria-label', `${what} ${words}`);
  mark.dataset['state'] = open > 0 ? 'open' : resolved > 0 ? 'resolved' : 'none';
  mark.toggleAttribute('data-new', unseen > 0);
  mark.textContent = open + resolved > 0 ? String(open > 0 ? open : resolved) : '+';
}
