import type { Cell, Table } from './table.ts';

/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * A table as CSV (RFC 4180), its first line the columns' names. What is not there is an empty cell.
 * A text that a spreadsheet would run as a formula has an apostrophe before it: who reads the file with
 * a program that runs nothing takes Parquet or JSON.
 */
export function* csvPieces({ columns, rows }: Table): Generator<string> {
  const names = Object.keys(columns);
  yield line(names);
  for (const row of rows()) yield line(names.map((name) => row[name] ?? null));
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
