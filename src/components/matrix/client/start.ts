import { walkCells } from './walk-cells.ts';
import { showEvidence } from './show-evidence.ts';
import { unfoldParts } from './unfold-parts.ts';
import { allRows } from './all-rows.ts';
import { filterTable } from './filter-table.ts';
import { exportShown } from './export-shown.ts';

/** Makes the table of projects by stages one that can be asked, walked and looked into. */
export function startMatrix(matrix: HTMLElement): void {
  const table = matrix.querySelector('table');
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const rows = allRows(matrix, body, (added) => {
    unfoldParts(added, table);
  });
  unfoldParts([...body.rows], table);
  walkCells(table);
  showEvidence(matrix);
  filterTable(matrix, body, rows);
  exportShown(matrix, body);
  void showTarget(matrix, rows);
}

/** A link may lead to a project on another page of the table. */
async function showTarget(matrix: HTMLElement, rows: () => Promise<unknown>): Promise<void> {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id.includes('--') && document.getElementById(id) === null) {
    matrix.setAttribute('aria-busy', 'true');
    await rows();
    matrix.removeAttribute('aria-busy');
    // Going there again makes it the target, marked as such.
    location.replace(location.hash);
  }
  const folded = id === '' ? null : document.getElementById(id)?.closest('details');
  if (folded && !folded.open) {
    folded.open = true;
    document.getElementById(id)?.scrollIntoView();
  }
}
