import type { FullReport } from '../../status/load-reports.ts';
import { leftAt, type MatrixRow } from './matrix-rows.ts';

/** The table as data: one object a project, in the table's order. */
export function matrixData({ asOf }: Pick<FullReport, 'asOf'>, rows: readonly MatrixRow[]) {
  return rows.map(({ project, team, isStuck, due, blocks, rows: cells }) => ({
    project,
    team,
    asOf: asOf.get(project)?.day ?? null,
    isStuck,
    firstDue: due ?? null,
    blocks,
    stages: Object.fromEntries(
      cells.map((row) => [
        row.stage,
        {
          status: row.status,
          by: row.by,
          left: leftAt(row),
          isExact: row.left.every(({ exact }) => exact),
          since: row.since?.date.slice(0, 10) ?? null,
          reason: row.reason,
        },
      ]),
    ),
  }));
}

/** The same as lines for a spreadsheet: the status of each stage, and what is left. */
export function matrixCsv(data: ReturnType<typeof matrixData>, stages: readonly string[]): string {
  const head = ['project', 'team', 'as of', 'stuck', 'first due', 'blocks'];
  const lines = data.map((one) => [
    one.project,
    one.team,
    one.asOf ?? '',
    one.isStuck ? 'yes' : 'no',
    one.firstDue ?? '',
    String(one.blocks),
    ...stages.flatMap((id) => {
      const at = one.stages[id];
      return at === undefined ? ['', ''] : [at.status, `${at.isExact ? '' : '>='}${at.left}`];
    }),
  ]);
  const all = [[...head, ...stages.flatMap((id) => [id, `${id} left`])], ...lines];
  return all.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** RFC 4180; what a spreadsheet would take for a formula is marked as text. */
function field(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
