import type { Stage } from '../../proposal/stage.ts';
import type { MatrixRow } from './matrix-rows.ts';

/** A stage that affects at most one in so many of many projects says nothing as a column. */
const oneIn = 5;
const many = 8;
/** Cells of one page: it stays below 300 KB. */
const cellsPerPage = 720;
const rowsPerPage = 200;
/** More columns than these do not fit beside each other: the table has a frame that scrolls. */
export const columnsThatFit = 12;

export interface MatrixLayout {
  columns: Stage[];
  /** Stages of few projects: told below the table, project by project. */
  folded: Stage[];
  pages: MatrixRow[][];
}

/** What stands where: columns, folded stages, and pages of rows; at least one page. */
export function matrixLayout(stages: readonly Stage[], rows: readonly MatrixRow[]): MatrixLayout {
  const isFolded = ({ id }: Stage) => {
    const affected = rows.filter((row) =>
      row.rows.some(({ stage, status }) => stage === id && status !== 'not affected'),
    ).length;
    return rows.length >= many && affected * oneIn <= rows.length;
  };
  const folded = stages.filter(isFolded);
  const columns = stages.filter((stage) => !folded.includes(stage));
  const size = Math.max(
    1,
    Math.min(rowsPerPage, Math.floor(cellsPerPage / Math.max(1, columns.length))),
  );
  const count = Math.max(1, Math.ceil(rows.length / size));
  const pages = Array.from({ length: count }, (_, i) => rows.slice(i * size, (i + 1) * size));
  return { columns, folded, pages };
}

/** Path of a page below the proposal's own, from 1. */
export function matrixPath(page: number): string {
  return page === 1 ? 'matrix/' : `matrix/${page}/`;
}
