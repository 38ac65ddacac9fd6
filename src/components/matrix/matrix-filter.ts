/** What of a row the table is sorted and filtered by; read from its element. */
export interface FilterRow {
  project: string;
  team: string;
  /** Place in the order in which the table is written. */
  place: number;
  left: number;
  blocks: number;
  isStuck: boolean;
  /** `YYYY-MM-DD`; empty: nothing open is due. */
  due: string;
  /** Ids of the columns' stages that it is not through with. */
  open: readonly string[];
}

/** What somebody asks of the table; every field empty: all of it, as it is written. */
export interface MatrixFilter {
  team: string;
  /** `reached:<stage>`, `open:<stage>` or empty. */
  stage: string;
  show: string;
  order: string;
}

type Order = (a: FilterRow, b: FilterRow) => number;
const byName: Order = (a, b) => (a.project < b.project ? -1 : a.project > b.project ? 1 : 0);

/** Orders, by what the address calls them: how they are offered and said, and what they do. */
export const orders: Record<string, { label: string; words: string; compare: Order }> & {
  '': { label: string; words: string; compare: Order };
} = {
  '': {
    label: 'fewest stages reached',
    words: 'fewest stages reached first, then most left',
    compare: (a, b) => a.place - b.place,
  },
  left: {
    label: 'most left',
    words: 'most left first',
    compare: (a, b) => b.left - a.left || byName(a, b),
  },
  due: {
    label: 'longest overdue',
    words: 'earliest open due day first',
    compare: (a, b) => compareDue(a.due, b.due) || byName(a, b),
  },
  blocks: {
    label: 'most wait for it',
    words: 'those first for whom most others wait',
    compare: (a, b) => b.blocks - a.blocks || byName(a, b),
  },
  team: {
    label: 'team',
    words: 'by team, then by name',
    compare: (a, b) => (a.team < b.team ? -1 : a.team > b.team ? 1 : byName(a, b)),
  },
  name: { label: 'name', words: 'by name', compare: byName },
};

/** Whom to show, by what the address calls it. */
export const shows: Record<
  string,
  { label: string; matches: (row: FilterRow, today: string) => boolean }
> = {
  '': { label: 'everybody', matches: () => true },
  stuck: { label: 'who is stuck', matches: ({ isStuck }) => isStuck },
  late: { label: 'who is late', matches: ({ due }, today) => due !== '' && due < today },
  blocks: { label: 'for whom others wait', matches: ({ blocks }) => blocks > 0 },
};

/** Reads what an address asks for; what it does not know is left out. */
export function readMatrixFilter(query: URLSearchParams): MatrixFilter {
  const known = (of: object, value: string | null) =>
    value !== null && Object.hasOwn(of, value) ? value : '';
  const stage = query.get('stage') ?? '';
  return {
    team: query.get('team') ?? '',
    stage: /^(?:reached|open):./.test(stage) ? stage : '',
    show: known(shows, query.get('show')),
    order: known(orders, query.get('order')),
  };
}

/** The part of an address that asks for it, `?` included; empty where nothing is asked. */
export function matrixQuery(filter: MatrixFilter): string {
  const asked = Object.entries(filter).filter(([, value]) => value !== '');
  return asked.length === 0
    ? ''
    : `?${new URLSearchParams(asked as [string, string][]).toString()}`;
}

/**
 * The rows that are asked for, in the order that is asked for.
 *
 * @param today `YYYY-MM-DD`: late is who is late on that day
 */
export function filterRows<T extends FilterRow>(
  rows: readonly T[],
  { team, stage, show, order }: MatrixFilter,
  today: string,
): T[] {
  const [way = '', id = ''] = stage.split(/:(.*)/s);
  return rows
    .filter((row) => team === '' || row.team === team)
    .filter((row) => stage === '' || row.open.includes(id) === (way === 'open'))
    .filter((row) => shows[show]?.matches(row, today) ?? true)
    .sort((orders[order] ?? orders['']).compare);
}

/** Who is due on no day comes last. */
function compareDue(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return a < b ? -1 : 1;
}
