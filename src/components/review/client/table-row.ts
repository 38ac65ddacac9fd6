import { InPieces } from './in-pieces.ts';
import { sayAges } from './review-age.ts';
import { rowElement } from './row-element.ts';
import { questions, reviewStates, type RowFacts } from '../review-filter.ts';
import type { RowRecord } from '../row-record.ts';

/** A row of the table of reviews. */
export interface TableRow {
  readonly element: HTMLTableRowElement;
  home: HTMLTableSectionElement;
  facts: RowFacts;
}

/** The rows of one stage's group, without its head, as they stand in the page. */
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

/** A row of another page, made of its record; it is drawn when it is first asked for. */
export function rowOf(record: RowRecord, home: HTMLTableSectionElement): TableRow {
  let drawn: HTMLTableRowElement | undefined;
  return {
    home,
    facts: factsOfRecord(record),
    get element() {
      if (drawn === undefined) {
        drawn = rowElement(record);
        sayAges(drawn, Date.now());
        addRowRoles(drawn);
      }
      return drawn;
    },
  };
}

function factsOfRecord(record: RowRecord): RowFacts {
  const { stage, project, owner, people, branch, title, size, changed } = record;
  let text: string | undefined;
  return {
    ...{ stage, project, owner, people, branch, title },
    state: reviewStates.find((one) => one === record.state) ?? 'unknown',
    turn: record.turn ?? NaN,
    votes: record.voteRank ?? NaN,
    size: size === undefined ? NaN : size.added + size.removed,
    changed: Date.parse(changed ?? ''),
    questions: questions.filter((one) => record.questions.includes(one)),
    get text() {
      text ??= textOf(record).toLowerCase();
      return text;
    },
  };
}

/** All that the row says. */
function textOf(record: RowRecord): string {
  const { size, votes, labels } = record;
  return [
    ...[record.title, record.number, record.said, record.why.map(({ text }) => text).join('')],
    ...[record.state, record.project, record.stageTitle, record.owner, record.branch],
    ...[...votes.map(({ short }) => short), labels.slice(0, 2).join(', ')],
    size && `+${size.added} −${size.removed}`,
    record.changedText,
  ].join(' ');
}

/** Some browsers take rows that are laid out as grids for no table any more; roles say it again. */
export function addRoles(table: HTMLTableElement): void {
  table.setAttribute('role', 'table');
  for (const part of table.querySelectorAll('thead, tbody')) part.setAttribute('role', 'rowgroup');
  new InPieces().start([...table.rows], { first: 100, each: 500 }, (some) => {
    for (const row of some) addRowRoles(row);
  });
}

function addRowRoles(row: HTMLTableRowElement): void {
  row.setAttribute('role', 'row');
  for (const cell of row.cells) {
    const head = cell.scope === 'col' ? 'columnheader' : 'rowheader';
    cell.setAttribute('role', cell.tagName === 'TH' ? head : 'cell');
  }
}
