import type { Table } from './table.ts';

/** A table as one JSON array, a row a line. */
export function* jsonPieces({ columns, rows }: Table): Generator<string> {
  const names = Object.keys(columns);
  let before = '[\n';
  for (const row of rows()) {
    yield before + JSON.stringify(row, names);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
