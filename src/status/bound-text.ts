import type { Bound } from '../adoption/snapshot.ts';

/** What was counted, with what it is worth: "3", "at least 3", "no file to look at". */
export function boundText(counted: number | string, bound: Bound): string {
  if (bound === 'exact') return String(counted);
  return bound === 'lower' ? `at least ${counted}` : 'no file to look at';
}
