import { element, moment } from './element.ts';
import { shorten } from './thread-card.ts';
import type { Thread } from './thread.ts';

/**
 * Shows the concerns of the discussions that no entry of the register leads to below its entries: on the
 * page they are one register.
 */
export function showUnrecorded(threads: readonly Thread[], page: ParentNode = document): void {
  const place = page.querySelector<HTMLElement>('[data-unrecorded]');
  if (place === null) return;
  const recorded = new Set(
    [...page.querySelectorAll<HTMLElement>('[data-concern-thread]')].map(
      (one) => one.dataset['concernThread'],
    ),
  );
  const found = threads.filter(({ id, kind }) => kind === 'concern' && !recorded.has(id));
  place.hidden = found.length === 0;
  const words = `${found.length} raised in the discussions and not on the register yet:`;
  place.replaceChildren(
    element('p', { class: 'muted small' }, words),
    element('ul', { class: 'entries' }, ...found.map(entry)),
  );
}

function entry({ id, state, quote, openedBy, openedAt }: Thread): HTMLElement {
  const link = element('a', { href: `#thread-${id}` }, `“${shorten(quote, 120)}”`);
  const said = element(
    'span',
    { class: 'muted' },
    `${state}, ${openedBy.name}, `,
    moment(openedAt),
  );
  return element('li', {}, link, said);
}
