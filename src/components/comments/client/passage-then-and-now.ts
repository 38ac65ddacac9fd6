import type { Thread } from './thread.ts';

/** What a passage said when somebody spoke of it, and what stands there now. */
export interface ThenAndNow {
  then: string;
  now: string;
}

/**
 * A thread's passage then and now; of one that is gone, the paragraph around it, and the one that stands
 * in its place.
 *
 * @param textOf reads the text of a revision
 */
export async function passageThenAndNow(
  { revision, quote, placement }: Thread,
  text: string,
  textOf: (revision: string) => Promise<string>,
): Promise<ThenAndNow> {
  if (placement === null) return { then: quote, now: '' };
  const { start, end } = placement;
  if (placement.outcome !== 'orphaned') return { then: quote, now: text.slice(start, end) };
  const before = await textOf(revision);
  const at = before.indexOf(quote);
  return {
    then: at < 0 ? quote : paragraphAt(before, at, at + quote.length),
    now: paragraphAt(text, start),
  };
}

function paragraphAt(text: string, start: number, end = start): string {
  const from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(from, to < 0 ? text.length : to);
}
