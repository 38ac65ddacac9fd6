import {
  filterRows,
  matrixQuery,
  orders,
  readMatrixFilter,
  type FilterRow,
  type MatrixFilter,
} from '../matrix-filter.ts';

/** Shows the rows that the address, or the form above the table, asks for, in the order asked for. */
export function filterTable(
  matrix: HTMLElement,
  body: HTMLTableSectionElement,
  allRows: () => Promise<void>,
): void {
  const form = matrix.querySelector<HTMLFormElement>('.matrix-form');
  const said = matrix.querySelector('[data-said]');
  if (!form || !said) return;
  const show = async (filter: MatrixFilter) => {
    const isAsked = matrixQuery(filter) !== '';
    const isPart = Number(matrix.dataset['pages']) > 1;
    if (!isAsked && isPart && !matrix.dataset['whole']) return;
    if (isPart) {
      said.textContent = 'Reading the other pages…';
      await allRows();
      matrix.dataset['whole'] = 'yes';
    }
    for (const part of body.querySelectorAll('.part')) part.remove();
    for (const open of body.querySelectorAll('[aria-expanded=true]')) {
      open.setAttribute('aria-expanded', 'false');
    }
    const rows = [...body.rows].map(rowOf);
    const shown = filterRows(rows, filter, new Date().toISOString().slice(0, 10));
    for (const { element } of rows) element.hidden = true;
    for (const { element } of shown) element.hidden = false;
    body.append(...shown.map(({ element }) => element));
    const { words } = orders[filter.order] ?? orders[''];
    said.textContent = `${shown.length} of ${rows.length} projects, ${words}.`;
  };
  const chosen = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') query.set(name, value);
    }
    return readMatrixFilter(query);
  };
  const showChosen = () => {
    const filter = chosen();
    history.replaceState(null, '', location.pathname + matrixQuery(filter) + location.hash);
    return show(filter);
  };
  /** Somebody may have chosen already, before this script had come. */
  const isChosen = matrixQuery(chosen()) !== '';
  const asked = isChosen ? chosen() : readMatrixFilter(new URLSearchParams(location.search));
  for (const [name, value] of Object.entries<string>({ ...asked })) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLSelectElement)) continue;
    // An address may ask for what is in no list.
    if (![...field.options].some((option) => option.value === value)) {
      field.append(new Option(value, value));
    }
    field.value = value;
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  form.addEventListener('change', () => {
    void showChosen();
  });
  if (isChosen) void showChosen();
  else if (matrixQuery(asked) !== '') {
    void show(asked).then(() => {
      if (location.hash !== '') document.querySelector(':target')?.scrollIntoView();
    });
  }
}

function rowOf(element: HTMLTableRowElement): FilterRow & { element: HTMLTableRowElement } {
  const {
    project = '',
    team = '',
    place,
    left,
    blocks,
    stuck,
    due = '',
    open = '',
  } = element.dataset;
  return {
    element,
    project,
    team,
    place: Number(place),
    left: Number(left),
    blocks: Number(blocks),
    isStuck: stuck !== undefined,
    due,
    open: open.split(' '),
  };
}
