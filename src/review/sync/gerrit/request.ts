/** A server answers at most this many queries at once. */
export const batch = 10;

/** Request lines longer than this are refused by common proxies (8 KiB), with room for its path. */
export const longestQuery = 7000;

/** What every Gerrit of today and long before understands. */
const options = [
  'CURRENT_REVISION',
  'CURRENT_COMMIT',
  'LABELS',
  'DETAILED_LABELS',
  'DETAILED_ACCOUNTS',
  'SUBMITTABLE',
];
/** Of 3.5 and later; an earlier one refuses the whole request. */
const laterOptions = ['SUBMIT_REQUIREMENTS'];

/** The path of a request for changes, below the server's root. */
export function changesPath(
  queries: readonly string[],
  count: number,
  start: number,
  isOld = false,
): string {
  const parameters = [
    ...queries.map((query) => `q=${encodeQuery(query)}`),
    ...[...options, ...(isOld ? [] : laterOptions)].map((option) => `o=${option}`),
    `n=${count}`,
    ...(start > 0 ? [`S=${start}`] : []),
  ];
  return `/changes/?${parameters.join('&')}`;
}

/** Percent-encoding with what a query may hold bare left readable, and a blank as `+`. */
function encodeQuery(query: string): string {
  return encodeURIComponent(query).replaceAll('%20', '+').replaceAll('%3A', ':');
}

/** Queries in as few requests as may be: at most ten each, and none longer than a proxy takes. */
export function inBatches(queries: readonly string[]): string[][] {
  const batches: string[][] = [];
  let length = 0;
  for (const query of queries) {
    const size = encodeQuery(query).length + 3;
    const last = batches.at(-1);
    if (last === undefined || last.length >= batch || length + size > longestQuery) {
      batches.push([query]);
      length = size;
    } else {
      last.push(query);
      length += size;
    }
  }
  return batches;
}
