import { InPieces } from './in-pieces.ts';
import { questions, reviewStates, type RowFacts } from '../review-filter.ts';

/** A row of the page's own table of reviews. */
export interface TableRow {
  element: HTMLTableRowElement;
  home: HTMLTableSectionElement;
  facts: RowFacts;
}

/** The rows of one stage's group, without its head. */
export function readRows(home: HTMLTableSectionElement): TableRow[] {
  return [...home.rows].slice(1).map((element) => ({
    element,
    home,
    facts: factsOf(element, home.dataset['stage'] ?? ''),
  }));
}

/** The cells in the order in which ReviewTableRow.astro writes them. */
function factsOf(row: HTMLTableRowElement, stage: string): RowFacts {
  const cells = [...row.cells];
  const text = (i: number) => cells[i]?.textContent.trim() ?? '';
  const number = (i: number) => Number(cells[i]?.dataset['n'] ?? 'NaN');
  const ask = (row.dataset['ask'] ?? '').split(' ');
  const state = text(1);
  return {
    stage,
    state: reviewStates.find((one) => one === state) ?? 'unknown',
    project: text(2),
    owner: text(4),
    people: (row.dataset['who'] ?? '').split('\n').filter((name) => name !== ''),
    branch: text(5),
    turn: Number(row.dataset['t'] ?? 'NaN'),
    votes: number(6),
    size: number(7),
    changed: Date.parse(cells.at(-1)?.querySelector('time')?.dateTime ?? ''),
    questions: questions.filter((one) => ask.includes(one)),
    title: row.querySelector('bdi')?.textContent ?? '',
    text: row.textContent.toLowerCase(),
  };
}

/** Some browsers take rows that are laid out as grids for no table any more; roles say it again. */
export function addRoles(table: HTMLTableElement): void {
  table.setAttribute('role', 'table');
  for (const part of table.querySelectorAll('thead, tbody')) part.setAttribute('role', 'rowgroup');
  new InPieces().start([...table.rows], { first: 100, each: 500 }, (some) => {
    for (const row of some) {
      row.setAttribute('role', 'row');
      for (const cell of row.cells) {
        const head = cell.scope === 'col' ? 'columnheader' : 'rowheader';
        cell.setAttribute('role', cell.tagName === 'TH' ? head : 'cell');
      }
    }
  });
}
