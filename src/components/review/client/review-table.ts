import { addCopyButtons } from './copy-button.ts';
import { InPieces } from './in-pieces.ts';
import { sayAges } from './review-age.ts';
import {
  comparison,
  everything,
  matches,
  readFilter,
  sortKeys,
  writeFilter,
  type Filter,
  type SortKey,
} from '../review-filter.ts';
import { fillForm, readForm } from './filter-form.ts';
import { groupsOfOtherPages } from './other-pages.ts';
import { addRoles, readRows, type TableRow } from './table-row.ts';

/*
 * The script of the reviews page. The rows are the page's own, in its order; a filter takes rows out
 * of the document and puts them back, so that what is not asked for costs nothing to lay out.
 */

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
  const pages = Number(root.dataset['reviewTable']);
  /** What this page itself shows while nothing is asked for. */
  const own = new Set<TableRow>();
  const flat = document.createElement('tbody');
  flat.setAttribute('role', 'rowgroup');
  const sayAll = count.textContent.trim();
  const filling = new InPieces();
  const ownGroups = new Set(groups);
  let rows: TableRow[] | undefined;
  let isComplete = !(pages > 1);
  let completing: Promise<void> | undefined;
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
    if (rows === undefined) {
      rows = groups.flatMap(readRows);
      for (const row of rows) own.add(row);
    }
    const byStage = sort.key === 'stage';
    const isPlain = byStage && writeFilter({ ...everything, ...rest }).size === 0;
    if (!isPlain && !isComplete) {
      void complete();
      return;
    }
    const now = Date.now();
    const found = rows.filter(
      (row) => (!isPlain || own.has(row)) && matches(row.facts, filter, now),
    );
    for (const pager of root.querySelectorAll<HTMLElement>('.pager')) {
      pager.hidden = !isPlain;
    }
    table.classList.toggle('by-stage', byStage);
    table.setAttribute('aria-busy', 'true');
    const parts = byStage ? groups : [flat];
    const shown = byStage ? found : found.toSorted(comparing(sort));
    const asked = new Set(found.map(({ home }) => home));
    for (const group of groups) {
      group.replaceChildren(...[...group.rows].slice(0, 1));
      group.hidden = isPlain
        ? !ownGroups.has(group)
        : !asked.has(group) && found.length < rows.length;
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
    count.textContent = isPlain ? sayAll : countOf(found.length, rows.length);
  }

  /** Brings the rows of the other pages, then shows what was asked for. */
  function complete(): Promise<void> {
    table?.setAttribute('aria-busy', 'true');
    completing ??= (async () => {
      const address = new URL(location.pathname, location.href).href;
      for (const part of await groupsOfOtherPages(address, pages)) {
        const home = groups.find(({ dataset }) => dataset['stage'] === part.dataset['stage']);
        const group = home ?? part;
        for (const row of readRows(part)) rows?.push({ ...row, home: group });
        if (home === undefined) {
          group.replaceChildren(...[...part.rows].slice(0, 1));
          groups.push(group);
        }
      }
      isComplete = true;
    })();
    return completing.then(show, () => {
      completing = undefined;
      table?.removeAttribute('aria-busy');
      if (count !== null) count.textContent = 'The other pages could not be read; try again';
    });
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

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}
