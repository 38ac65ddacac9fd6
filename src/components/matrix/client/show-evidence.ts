import { tellByDay } from '../../by-day/client/by-day.ts';

/** Shows what a cell's status stands on, from the project's page, beside the table. */
export function showEvidence(matrix: HTMLElement): void {
  const panel = matrix.querySelector('dialog');
  const content = panel?.querySelector('[data-content]');
  const whole = panel?.querySelector<HTMLAnchorElement>('[data-whole]');
  if (!panel || !content || !whole) return;
  panel.querySelector('[data-close]')?.addEventListener('click', () => {
    panel.close();
  });
  panel.addEventListener('click', (event) => {
    if (event.target === panel) panel.close();
  });
  matrix.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const cell = link?.closest('td, .matrix-cells li');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !cell || !isPlain || panel.contains(link)) return;
    event.preventDefault();
    void evidenceAt(link.href).then(
      (evidence) => {
        content.replaceChildren(evidence);
        whole.href = link.href;
        if (cell.id !== '') history.replaceState(null, '', `#${cell.id}`);
        panel.showModal();
        panel.scrollTop = 0;
      },
      // What cannot be shown here is shown there.
      () => {
        location.assign(link.href);
      },
    );
  });
}

/**
 * The part of another page of this site that an address with `#` names, with the styles that it needs.
 *
 * @throws Error if the page, or that part of it, is not there
 */
async function evidenceAt(address: string): Promise<Element> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} at ${address}`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const id = decodeURIComponent(new URL(address).hash.slice(1));
  const part = page.getElementById(id);
  if (part === null) throw new Error(`no ${id} at ${address}`);
  for (const style of page.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    const at = style.getAttribute('href') ?? '';
    if (document.querySelector(`link[rel=stylesheet][href=${CSS.escape(at)}]`)) continue;
    document.head.append(document.importNode(style));
  }
  const shown = document.importNode(part, true);
  for (const link of shown.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    link.href = new URL(link.getAttribute('href') ?? '', address).href;
  }
  for (const one of [shown, ...shown.querySelectorAll('[id]')]) one.removeAttribute('id');
  // That page’s own script ran there, not here.
  tellByDay(shown);
  return shown;
}
