/** A visit ends when nothing of the page was open for so long, in ms. */
const visitMs = 30 * 60_000;

/**
 * The moment up to which a reader has seen a proposal's discussions: the end of their visit before this
 * one. Undefined on their first visit: then nothing is called new.
 */
export function seenUntil(proposal: string, now = Date.now()): string | undefined {
  const key = `crossplan-seen-${proposal}`;
  try {
    const [until = '', last = ''] = (localStorage.getItem(key) ?? '').split(' ');
    const isSameVisit = now - Date.parse(last) < visitMs;
    const seen = isSameVisit ? until : last;
    localStorage.setItem(key, `${seen} ${new Date(now).toISOString()}`);
    return seen === '' ? undefined : seen;
  } catch {
    // A browser that keeps nothing: nothing is new.
    return undefined;
  }
}
