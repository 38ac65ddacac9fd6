/**
 * Shows what holds only once a day has passed, hides what holds until then, and counts the days that
 * are left or have gone by, by the date of who reads: the site may have been built long ago. Without a script what
 * comes later is not claimed.
 *
 * Called while a page arrives, it does so with each element before that is drawn, so nothing moves.
 * It stands in the head of every page as its own text (day-in-head.ts): it may use nothing from outside.
 *
 * @param today `YYYY-MM-DD`
 */
export function tellByDay(
  root: ParentNode,
  today: string = new Date().toISOString().slice(0, 10),
): void {
  const told = '[data-after-day], [data-until-day], [data-days-until], [data-days-ago]';
  const tell = (element: HTMLElement) => {
    const { afterDay, untilDay, daysUntil, daysAgo } = element.dataset;
    if (daysAgo !== undefined) {
      const moment = element.getAttribute('datetime') ?? '';
      const days = Math.floor((Date.parse(today) - Date.parse(moment.slice(0, 10))) / 86_400_000);
      if (Number.isNaN(days)) return;
      element.dataset['daysAgo'] =
        days <= 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
      return;
    }
    if (daysUntil !== undefined) {
      const days = (Date.parse(daysUntil) - Date.parse(today)) / 86_400_000;
      if (!Number.isInteger(days)) return;
      const count = Math.abs(days);
      const words = `${count} ${count === 1 ? 'day' : 'days'}${days < 0 ? ' late' : ''}`;
      if (element.textContent !== words) element.textContent = words;
      return;
    }
    const isYetToCome = afterDay !== undefined && today <= afterDay;
    const isOver = untilDay !== undefined && today > untilDay;
    element.hidden = isYetToCome || isOver;
  };
  const tellAll = () => {
    for (const element of root.querySelectorAll<HTMLElement>(told)) tell(element);
  };
  tellAll();
  if (!('readyState' in root) || root.readyState !== 'loading') return;
  // What an element says may come after the element itself: all are told with each part that comes. A
  // look at every record would cost a large page more than that.
  const observer = new MutationObserver(tellAll);
  observer.observe(root, { childList: true, subtree: true });
  root.addEventListener('DOMContentLoaded', () => {
    observer.disconnect();
    tellAll();
  });
}
