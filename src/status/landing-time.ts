/**
 * When each commit of a first-parent line counts as landed. Commits land in the order of the line,
 * their dates do not: a clock was wrong, a change lay for weeks before it was rebased and merged. The
 * longest run of dates that never go back is believed; every other commit gets the time of the one
 * before it, and those before all of them the first that is believed. One date from the future, or from
 * 1970, so moves no other commit.
 *
 * @param dates instants as `2026-08-21T21:01:48Z`, in the line's order
 */
export function landingTimes(dates: readonly string[]): string[] {
  /** For each length of a run: the index at which the run with the earliest end ends. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [i, date] of dates.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((dates[ends[middle] ?? 0] ?? '') <= date) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? undefined : ends[low - 1];
    ends[low] = i;
  }
  const believed = new Set<number>();
  for (let i = ends.at(-1); i !== undefined; i = before[i]) believed.add(i);
  let last = dates[Math.min(...believed)] ?? '';
  return dates.map((date, i) => (last = believed.has(i) ? date : last));
}
