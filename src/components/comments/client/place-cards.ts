/** Widest that threads stand beside the text, in pixels. */
const widest = 400;
/** From this width on, threads stand beside the text; thread.css has the same. */
export const wide = matchMedia('(min-width: 72rem)');

/** Puts the threads of a block where they are read: beside the text over the page's margin, or behind it. */
export function placeCards(cards: HTMLElement, of: Element, prose: HTMLElement): void {
  if (wide.matches) {
    prose.append(cards);
    const top = of.getBoundingClientRect().top - prose.getBoundingClientRect().top;
    cards.style.top = `${Math.max(0, top)}px`;
    const beside = document.documentElement.clientWidth - prose.getBoundingClientRect().right;
    cards.style.width = `${Math.min(widest, beside - 40 - 12)}px`;
    return;
  }
  cards.removeAttribute('style');
  let at = of.closest('table') ?? of;
  while (/^(li|ul|ol|dl|dt|dd|summary|caption)$/.test(at.localName) && at.parentElement !== null) {
    at = at.parentElement;
  }
  const mark = at.nextElementSibling;
  (mark?.classList.contains('comment-at') === true ? mark : at).after(cards);
}
