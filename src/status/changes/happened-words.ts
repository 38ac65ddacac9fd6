import { dayOf, dayText } from '../../ground/day.ts';
import type { Happened } from './change.ts';

/** When something happened, in words; empty where it is not told. */
export function happenedWords(happened: Happened | null): string {
  if (happened === null) return '';
  if ('on' in happened) {
    const by = happened.project === undefined ? '' : ` in ${happened.project}`;
    return `${dayText(dayOf(happened.on))}${by}`;
  }
  const { after, until } = happened;
  const [from, to] = [after, until].map((one) => (one === null ? null : dayText(dayOf(one))));
  if (from && to) return from === to ? from : `between ${from} and ${to}`;
  return from ? `after ${from}` : to ? `up to ${to}` : '';
}
