import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { button, element } from './element.ts';
import { passageOfRange } from './page-text.ts';
import { passageAddress } from './text-fragment.ts';
import { trimmed } from './trimmed.ts';

/** Milliseconds of rest after which a selection is taken for made. */
const restMs = 250;

/** Beside what a reader has selected: comment on it, or copy an address that leads to it. */
export class SelectionButton {
  readonly #of: DiscussedPage;
  readonly #box = element('div', {
    class: 'comment-selection not-content',
    role: 'group',
    'aria-label': 'Selected passage',
    'data-said': '',
  });
  #passage: TextRange | undefined;
  #isHeld = false;

  constructor(of: DiscussedPage, comment: (passage: TextRange) => void) {
    this.#of = of;
    const take = (act: (passage: TextRange) => void) => () => {
      const passage = this.#passage;
      this.#box.remove();
      if (passage !== undefined) act(passage);
    };
    const copy = (passage: TextRange) => {
      const address = passageAddress(location.href, of.page.text, passage);
      void navigator.clipboard.writeText(address).then(
        () => {
          of.say('An address that leads to the passage is on your clipboard.');
        },
        () => {
          of.say('Your browser gives no access to the clipboard.');
        },
      );
    };
    this.#box.append(button('Comment', take(comment)), button('Copy link', take(copy)));
    // A press on it must not take the selection away.
    this.#box.addEventListener('pointerdown', (event) => {
      event.preventDefault();
    });
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(rest);
      rest = setTimeout(() => {
        this.#look();
      }, restMs);
    };
    document.addEventListener('selectionchange', look);
    // While somebody still selects, nothing comes under their pointer.
    addEventListener('pointerdown', ({ pointerType }) => {
      this.#isHeld = pointerType === 'mouse';
    });
    addEventListener('pointerup', () => {
      this.#isHeld = false;
      look();
    });
    look();
  }

  #look(): void {
    if (this.#isHeld) return;
    const selection = getSelection();
    if (this.#box.contains(document.activeElement)) return;
    if (selection === null || selection.isCollapsed || selection.rangeCount === 0) {
      this.#box.remove();
      return;
    }
    const range = selection.getRangeAt(0);
    const found = passageOfRange(this.#of.page, range);
    const passage = found && trimmed(this.#of.page.text, found);
    if (
      passage === undefined ||
      passage.start >= passage.end ||
      this.#of.cards.contains(range.startContainer)
    ) {
      this.#box.remove();
      return;
    }
    this.#passage = passage;
    const { top, bottom, right, left } =
      [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
    document.body.append(this.#box);
    const { offsetWidth: width, offsetHeight: height } = this.#box;
    // Below what is selected: above it stands what a phone offers.
    const isCoarse = matchMedia('(pointer: coarse)').matches;
    const most = document.documentElement.clientWidth - width - 8;
    const x = Math.max(
      8,
      Math.min(isCoarse ? (left + right - width) / 2 : right - width / 2, most),
    );
    const y = bottom + (isCoarse ? 28 : 6);
    const isBelow = y + height <= innerHeight;
    const above = isCoarse ? innerHeight - height - 8 : top - height - 6;
    this.#box.style.left = `${x + scrollX}px`;
    this.#box.style.top = `${(isBelow ? y : above) + scrollY}px`;
  }
}
