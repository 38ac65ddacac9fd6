import type { Registry } from '../../proposal/registry.ts';
import type { ProposalReport } from '../report.ts';
import { changeColumns, changeRows, countColumns, countRows } from './probe-rows.ts';
import { statusColumns, statusRows } from './status-rows.ts';
import type { Table } from './table.ts';

/** Every table of an export: what is derived now, what was counted, and when that changed. */
export function exportTables(
  reports: readonly ProposalReport[],
  registry: Pick<Registry, 'projects'>,
): Table[] {
  return [
    {
      name: 'statuses',
      columns: statusColumns,
      rows: () => each(reports, (report) => statusRows(report, registry)),
    },
    {
      name: 'counts',
      columns: countColumns,
      rows: () => each(reports, (report) => countRows(report, registry)),
    },
    {
      name: 'changes',
      columns: changeColumns,
      rows: () => each(reports, (report) => changeRows(report, registry)),
    },
  ];
}

function* each<Item, Row>(items: readonly Item[], rowsOf: (item: Item) => Iterable<Row>) {
  for (const item of items) yield* rowsOf(item);
}
