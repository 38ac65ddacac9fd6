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
import { groupElement } from './row-element.ts';
import { rowsOfAllPages } from './row-pieces.ts';
import { addRoles, readRows, rowOf, type TableRow } from './table-row.ts';

/*
 * The script of the reviews page. The rows are the page's own, in its order; a filter takes rows out
 * of the document and puts them back, so that what is not asked for costs nothing to lay out. Where
 * there are several pages, a filter reads the rows of all of them as data, and draws what it finds.
 */

/** Milliseconds of rest after a keystroke before the table follows. */
const typingPause = 120;

/** Rows that are drawn at a time: nobody reads on so far, and a browser must hold them all. */
const mostShown = 500;

/** Makes the table of reviews sort and filter, by its form and by its page's address. */
export function startReviewTable(root: HTMLElement): void {
  const form = root.querySelector('form');
  const table = root.querySelector('table');
  const count = root.querySelector<HTMLElement>('[data-count]');
  const none = root.querySelector<HTMLElement>('.none');
  const more = root.querySelector<HTMLButtonElement>('[data-more]');
  if (form === null || table === null || count === null || none === null) return;
  const groups = [...table.tBodies];
  const pieces = Number(root.dataset['pieces'] ?? 0);
  /** What this page itself shows while nothing is asked for. */
  let own: TableRow[] | undefined;
  const flat = document.createElement('tbody');
  flat.setAttribute('role', 'rowgroup');
  const sayAll = count.textContent.trim();
  const filling = new InPieces();
  const ownGroups = new Set(groups);
  /** The rows of all pages, once they are here. */
  let rows: TableRow[] | undefined;
  let completing: Promise<void> | undefined;
  let filter = everything;

  /** @param most how many of what is found are drawn */
  function show(most = mostShown): void {
    const { sort, ...rest } = filter;
    if (form === null || table === null || count === null || none === null) return;
    fillForm(form, filter);
    for (const head of table.querySelectorAll('th[data-sort]')) {
      const isSorted = head.getAttribute('data-sort') === sort.key;
      if (isSorted) head.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    own ??= groups.flatMap(readRows);
    if (pieces === 0) rows = own;
    const byStage = sort.key === 'stage';
    const isPlain = byStage && writeFilter({ ...everything, ...rest }).size === 0;
    const all = isPlain ? own : rows;
    if (all === undefined) {
      void complete();
      return;
    }
    const now = Date.now();
    const found = all.filter((row) => matches(row.facts, filter, now));
    for (const pager of root.querySelectorAll<HTMLElement>('.pager')) {
      pager.hidden = !isPlain;
    }
    table.classList.toggle('by-stage', byStage);
    table.setAttribute('aria-busy', 'true');
    const parts = byStage ? groups : [flat];
    const inOrder = byStage ? found : found.toSorted(comparing(sort));
    const shown = isPlain ? inOrder : inOrder.slice(0, most);
    if (more !== null) {
      const rest = inOrder.length - shown.length;
      more.hidden = rest === 0;
      more.textContent = `Show ${Math.min(rest, mostShown)} more of ${number(rest)}`;
      more.onclick = () => {
        show(most + mostShown);
      };
    }
    const asked = new Set(shown.map(({ home }) => home));
    for (const group of groups) {
      group.replaceChildren(...[...group.rows].slice(0, 1));
      group.hidden = isPlain
        ? !ownGroups.has(group)
        : !asked.has(group) && shown.length < all.length;
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
    count.textContent = isPlain ? sayAll : countOf(found.length, all.length);
  }

  /** Brings the rows of all pages, then shows what was asked for. */
  function complete(): Promise<void> {
    table?.setAttribute('aria-busy', 'true');
    completing ??= (async () => {
      const address = new URL(location.pathname, location.href).href;
      const { rows: records, heads } = await rowsOfAllPages(address, pieces);
      const homes = new Map(groups.map((group) => [group.dataset['stage'] ?? '', group]));
      for (const head of heads) {
        if (homes.has(head.stage)) continue;
        const group = groupElement(head);
        homes.set(head.stage, group);
        groups.push(group);
      }
      rows = records.flatMap((record) => {
        const home = homes.get(record.stage);
        return home === undefined ? [] : [rowOf(record, home)];
      });
    })();
    return completing.then(
      () => {
        show();
      },
      () => {
        completing = undefined;
        table?.removeAttribute('aria-busy');
        if (count !== null) count.textContent = 'The other pages could not be read; try again';
      },
    );
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

const number = (n: number) => n.toLocaleString('en-GB');

function countOf(found: number, all: number): string {
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
