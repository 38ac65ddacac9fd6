/** Where a key leads from a cell of a grid: row and column, from 0. */
export function nextCell(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { row, column }: { row: number; column: number },
  last: { row: number; column: number },
): { row: number; column: number } | undefined {
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(last.column, column + 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowDown':
      return { row: Math.min(last.row, row + 1), column };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? last.row : row, column: last.column };
    case 'PageDown':
      return { row: Math.min(last.row, row + 10), column };
    case 'PageUp':
      return { row: Math.max(0, row - 10), column };
    default:
      return undefined;
  }
}

/**
 * The grid pattern: the table is one stop of the tab key, arrows go from cell to cell.
 * https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function walkCells(table: HTMLTableElement): void {
  table.setAttribute('role', 'grid');
  const shown = () => [...table.rows].filter((row) => !row.hidden);
  const inCell = (cell: Element | undefined) => cell?.querySelector<HTMLElement>('a, button');
  const makeCurrent = (link: HTMLElement) => {
    for (const other of table.querySelectorAll<HTMLElement>('a, button')) {
      if (other.tabIndex === 0) other.tabIndex = -1;
    }
    link.tabIndex = 0;
  };
  for (const link of table.querySelectorAll<HTMLElement>('a, button')) link.tabIndex = -1;
  const first =
    table.querySelector<HTMLElement>('tbody td a') ?? table.querySelector<HTMLElement>('a');
  if (first) first.tabIndex = 0;
  table.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('a, button')) makeCurrent(target);
  });
  table.addEventListener('keydown', (event) => {
    const cell = event.target instanceof Element ? event.target.closest('th, td') : null;
    const rows = shown();
    const row = rows.findIndex((one) => one === cell?.parentElement);
    const cells = rows[row]?.cells;
    if (!(cell instanceof HTMLTableCellElement) || !cells || event.altKey || event.metaKey) return;
    const last = { row: rows.length - 1, column: cells.length - 1 };
    const to = nextCell(event, { row, column: cell.cellIndex }, last);
    if (to === undefined) return;
    event.preventDefault();
    const link = inCell(rows[to.row]?.cells[to.column]);
    if (!link) return;
    link.focus({ preventScroll: true });
    link.closest('th, td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
}
