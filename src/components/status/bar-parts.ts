import { statuses } from '../../status/status.ts';
import type { Tally } from '../../status/tally.ts';

/** A piece of a bar: projects of one status, of what is done told apart by how that is known. */
export interface BarPart {
  /** Of the class that draws it: `bar-<name>`. */
  name: string;
  count: number;
  words: string;
}

/** What is filled with a pattern of `StatusShapes`; of what nothing is left but nothing says so, in stripes. */
const patterned = ['absent', 'in-progress'];

/** How a piece is filled, where its class alone does not say. */
export function barFill({ name }: Pick<BarPart, 'name'>): string | undefined {
  return patterned.includes(name) ? `url(#bar-${name})` : undefined;
}

/** The pieces of a bar, in the order of the statuses; without those of nobody. */
export function barParts({ counts, bySign, byAbsence }: Tally): BarPart[] {
  return [
    { name: 'done', count: bySign, words: 'done by a sign' },
    { name: 'absent', count: byAbsence, words: 'done, with nothing left' },
    { name: 'done', count: counts.done - bySign - byAbsence, words: 'done' },
    ...statuses
      .filter((status) => status !== 'not affected' && status !== 'done')
      .map((status) => ({
        name: status.replace(' ', '-'),
        count: counts[status],
        words: status,
      })),
  ].filter(({ count }) => count > 0);
}

/** Of a bar's width, in percent: no piece is too narrow to be seen. */
const narrowest = 1;

/** Where each piece begins and how wide it is, in percent; together they fill the bar. */
export function barPlaces(
  parts: readonly Pick<BarPart, 'count'>[],
): { x: number; width: number }[] {
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  const wanted = parts.map(({ count }) => Math.max(narrowest, (100 * count) / all));
  const sum = wanted.reduce((total, one) => total + one, 0);
  let x = 0;
  return wanted.map((one) => {
    const width = (100 * one) / sum;
    const place = { x: round(x), width: round(width) };
    x += width;
    return place;
  });
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
