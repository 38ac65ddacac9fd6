import { addCopyButtons } from './copy-button.ts';
import { InPieces } from './in-pieces.ts';
import { sayAges } from './review-age.ts';
import {
  ageText,
  comparison,
  everything,
  matches,
  readFilter,
  sortKeys,
  writeFilter,
  type Filter,
  type RowFacts,
  type SortKey,
} from './review-filter.ts';
import { questions, reviewStates } from './review-state.ts';

/*
 * The script of the reviews page. The rows are the page's own, in its order; a filter takes rows out
 * of the document and puts them back, so that what is not asked for costs nothing to lay out.
 */

interface TableRow {
  element: HTMLTableRowElement;
  home: HTMLTableSectionElement;
  facts: RowFacts;
}

/** Milliseconds of rest after a keystroke before the table follows. */
const typingPause = 120;

/** Makes the table of reviews sort and filter, by its form and by its page's address. */
export function startReviewTable(root: HTMLElement): void {
  const form = root.querySelector('form');
  const table = root.querySelector('table');
  const count = root.querySelector<HTMLElement>('[data-count]');
  const none = root.querySelector<HTMLElement>('.none');
  if (form === null || table === null || count === null || none === null) return;
  const groups = [...table.tBodies];
  const flat = document.createElement('tbody');
  flat.setAttribute('role', 'rowgroup');
  const sayAll = count.textContent.trim();
  const filling = new InPieces();
  let rows: TableRow[] | undefined;
  let filter = everything;

  function show(): void {
    const { sort, ...rest } = filter;
    if (form === null || table === null || count === null || none === null) return;
    fillForm(form, filter);
    for (const head of table.querySelectorAll('th[data-sort]')) {
      const isSorted = head.getAttribute('data-sort') === sort.key;
      if (isSorted) head.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    rows ??= groups.flatMap(readRows);
    const now = Date.now();
    const found = rows.filter(({ facts }) => matches(facts, filter, now));
    const byStage = sort.key === 'stage';
    table.classList.toggle('by-stage', byStage);
    table.setAttribute('aria-busy', 'true');
    const parts = byStage ? groups : [flat];
    const shown = byStage ? found : found.toSorted(comparing(sort));
    const asked = new Set(found.map(({ home }) => home));
    for (const group of groups) {
      group.replaceChildren(...[...group.rows].slice(0, 1));
      group.hidden = !asked.has(group) && found.length < rows.length;
    }
    flat.replaceChildren();
    for (const part of byStage ? [flat] : groups) part.remove();
    table.append(...parts);
    filling.start(
      shown,
      { first: 200, each: 1000 },
      (some) => {
        if (!byStage) flat.append(...some.map(({ element }) => element));
        for (const [home, of] of byStage ? Map.groupBy(some, (one) => one.home) : []) {
          home.append(...of.map(({ element }) => element));
        }
      },
      () => {
        table.removeAttribute('aria-busy');
      },
    );
    none.hidden = found.length > 0;
    const isWhole = writeFilter({ ...everything, ...rest }).size === 0;
    count.textContent = isWhole && byStage ? sayAll : countOf(found.length, rows.length);
  }

  /** `replace` where a step back should skip what was before: within one word that is typed. */
  function go(next: Filter, how: 'push' | 'replace' = 'push'): void {
    const query = writeFilter(next).toString();
    if (query === writeFilter(filter).toString()) return;
    filter = next;
    const address = `${location.pathname}${query === '' ? '' : `?${query}`}`;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    show();
  }

  const heads = [...table.querySelectorAll<HTMLElement>('th[data-sort]')];
  for (const head of heads) {
    head.replaceChildren(
      button(head.textContent.trim(), () => {
        const key = sortKeys.find((one) => one === head.dataset['sort']) ?? 'stage';
        go({ ...filter, sort: nextSort(filter.sort, key) });
      }),
    );
  }
  let typing: ReturnType<typeof setTimeout> | undefined;
  let isSameWord = false;
  form.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'search') return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      go(readForm(form), isSameWord ? 'replace' : 'push');
      isSameWord = true;
    }, typingPause);
  });
  form.addEventListener('change', () => {
    clearTimeout(typing);
    go(readForm(form));
    isSameWord = false;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    go(readForm(form));
    isSameWord = false;
  });
  for (const clear of root.querySelectorAll<HTMLElement>('[data-clear]')) {
    clear.addEventListener('click', () => {
      clearTimeout(typing);
      go({ ...everything, sort: filter.sort });
      fillForm(form, filter);
      form.querySelector<HTMLInputElement>('[type=search]')?.focus();
    });
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-ask]')) {
    link.hidden = false;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      go(readFilter(new URL(link.href).searchParams));
      form.scrollIntoView();
      count.tabIndex = -1;
      count.focus({ preventScroll: true });
    });
  }
  addEventListener('popstate', () => {
    filter = readFilter(new URLSearchParams(location.search));
    show();
  });
  // A link to a stage means its place among the groups, however the table is sorted.
  addEventListener('hashchange', () => {
    const target = groups.find(({ id }) => `#${id}` === location.hash);
    if (target === undefined || target.isConnected) return;
    filter = { ...filter, sort: everything.sort };
    show();
    scrollToRow(target);
  });

  form.hidden = false;
  addRoles(table);
  sayAges(document, Date.now());
  addCopyButtons(document);
  filter = readFilter(new URLSearchParams(location.search));
  const target = groups.find(({ id }) => `#${id}` === location.hash);
  if (writeFilter(filter).size === 0) {
    fillForm(form, filter);
    // The form has moved what the browser had scrolled to.
    if (target !== undefined) scrollToRow(target);
    return;
  }
  show();
  // Who was sent a filtered table wants to see the table.
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (visit?.type === 'navigate' && location.hash === '') form.scrollIntoView();
}

/** Rows get their true heights only as they come into sight and fonts arrive: aim until it stays. */
function scrollToRow(target: Element): void {
  let frames = 20;
  const aim = () => {
    target.scrollIntoView({ behavior: 'instant' });
    if (frames-- > 0) requestAnimationFrame(aim);
  };
  aim();
  void document.fonts.ready.then(() => {
    frames = 20;
    aim();
  });
}

function comparing(sort: Filter['sort']): (a: TableRow, b: TableRow) => number {
  const compare = comparison(sort);
  return (a, b) => compare(a.facts, b.facts);
}

function countOf(found: number, all: number): string {
  const number = (n: number) => n.toLocaleString('en-GB');
  return `${found === all ? '' : `${number(found)} of `}${number(all)} reviews`;
}

/** The same column again turns it round; a new one starts where one looks first. */
function nextSort(sort: Filter['sort'], key: SortKey): Filter['sort'] {
  if (key === 'stage') return everything.sort;
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: key === 'changed' || key === 'size' };
}

function readRows(home: HTMLTableSectionElement): TableRow[] {
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
    branch: text(5),
    votes: number(6),
    size: number(7),
    changed: Date.parse(row.querySelector('time')?.dateTime ?? ''),
    questions: questions.filter((one) => ask.includes(one)),
    title: row.querySelector('bdi')?.textContent ?? '',
    text: row.textContent.toLowerCase(),
  };
}

function readForm(form: HTMLFormElement): Filter {
  const query = new URLSearchParams();
  const data = new FormData(form);
  for (const [name, value] of data) if (typeof value === 'string') query.set(name, value);
  const boxes = form.querySelectorAll<HTMLInputElement>('input[name=state]:checked');
  query.set('state', [...boxes].map(({ value }) => value).join(','));
  return readFilter(query);
}

function fillForm(form: HTMLFormElement, filter: Filter): void {
  const { sort, states } = filter;
  const values = {
    q: filter.words,
    stage: filter.stage,
    project: filter.project,
    owner: filter.owner,
    age: ageText(filter.age),
    ask: filter.question ?? '',
    sort: `${sort.descending ? '-' : ''}${sort.key}`,
  };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement) {
      // An address may ask for what is in no list: a project whose last review is gone.
      if (![...field.options].some((option) => option.value === value)) {
        field.append(new Option(value, value));
      }
      field.value = value;
    } else if (field instanceof HTMLInputElement && field.value.trim() !== value) {
      field.value = value;
    }
  }
  for (const box of form.querySelectorAll<HTMLInputElement>('input[name=state]')) {
    box.checked = states.some((state) => state === box.value);
  }
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}

/** Some browsers take rows that are laid out as grids for no table any more; roles say it again. */
function addRoles(table: HTMLTableElement): void {
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
