/**
 * Shows what holds only once a day has passed, and hides what holds until then, by the date of who
 * reads: the site may have been built long ago. Without a script neither is claimed.
 *
 * @param today `YYYY-MM-DD`
 */
export function showByDay(root: ParentNode, today: string): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-after-day], [data-until-day]')) {
    const { afterDay, untilDay } = element.dataset;
    const isYetToCome = afterDay !== undefined && today <= afterDay;
    const isOver = untilDay !== undefined && today > untilDay;
    element.hidden = isYetToCome || isOver;
  }
}
