import type { CommonRun } from './common-run.ts';

/** So many items together, standing once in each sequence, are the same ones. */
const together = 4;

/**
 * The longest chain, in order, of stretches that stand exactly once in each of two sequences. Takes
 * time in proportion to their lengths (times a logarithm), however different they are.
 */
export function uniqueRuns<T>(before: readonly T[], after: readonly T[]): CommonRun[] {
  const ids = new Map<T, number>();
  const number = (item: T): number => {
    const known = ids.get(item) ?? ids.size;
    ids.set(item, known);
    return known;
  };
  const [a, b] = [before.map(number), after.map(number)];
  const inAfter = onlyPlaces(b);
  const pairs: { before: number; after: number }[] = [];
  for (const [key, at] of onlyPlaces(a)) {
    const there = inAfter.get(key);
    if (at >= 0 && there !== undefined && there >= 0) pairs.push({ before: at, after: there });
  }
  pairs.sort((x, y) => x.before - y.before);
  const runs: CommonRun[] = [];
  for (const pair of increasing(pairs)) {
    const last = runs.at(-1);
    const reach = last === undefined ? 0 : last.before + last.length;
    const sameWay = last !== undefined && pair.before - last.before === pair.after - last.after;
    if (last !== undefined && sameWay && pair.before <= reach) {
      last.length = pair.before + together - last.before;
    } else if (
      last === undefined ||
      (pair.before >= reach && pair.after >= last.after + last.length)
    ) {
      runs.push({ ...pair, length: together });
    }
  }
  return runs;
}

/** Where each stretch of {@link together} items begins; -1 where it stands more than once. */
function onlyPlaces(items: readonly number[]): Map<string, number> {
  const places = new Map<string, number>();
  for (let i = 0; i + together <= items.length; i++) {
    const key = items.slice(i, i + together).join(' ');
    places.set(key, places.has(key) ? -1 : i);
  }
  return places;
}

/** The longest part of the pairs whose second places increase too. */
function increasing<P extends { after: number }>(pairs: readonly P[]): P[] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [i, pair] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.after ?? 0) < pair.after) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = i;
  }
  const chain: P[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) {
    const pair = pairs[i];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}
