import { tellByDay } from '../../by-day/client/by-day.ts';

/**
 * Gives a function that brings the rows of all pages of the table into this one, once: what is asked of
 * the table is asked of all of it.
 *
 * @param onAdded is given the rows of other pages
 */
export function allRows(
  matrix: HTMLElement,
  body: HTMLTableSectionElement,
  onAdded: (rows: HTMLTableRowElement[]) => void,
): () => Promise<void> {
  const count = Number(matrix.dataset['pages']);
  const here = Number(matrix.dataset['page']);
  const at = matrix.dataset['at'] ?? '';
  let brought: Promise<void> | undefined;
  const bring = async () => {
    const others = Array.from({ length: count }, (_, i) => i + 1).filter((page) => page !== here);
    for (const page of others) {
      const answer = await fetch(page === 1 ? at : `${at}${page}/`);
      if (!answer.ok) throw new Error(`page ${page} of the table: ${answer.status}`);
      const other = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const rows = [...other.querySelectorAll<HTMLTableRowElement>('.matrix tbody tr')].map((row) =>
        document.importNode(row, true),
      );
      for (const stop of rows.flatMap((row) => [
        ...row.querySelectorAll<HTMLElement>('a, button'),
      ])) {
        stop.tabIndex = -1;
      }
      for (const row of rows) tellByDay(row);
      body.append(...rows);
      onAdded(rows);
    }
    const inOrder = [...body.rows].sort(
      (a, b) => Number(a.dataset['place']) - Number(b.dataset['place']),
    );
    body.append(...inOrder);
    for (const pager of matrix.querySelectorAll<HTMLElement>('.pager')) pager.hidden = true;
  };
  return () => (brought ??= bring());
}
