const millisecondsOfDay = 86_400_000;

/**
 * Counts the days that are left by the date of who reads: the site may have been built long ago.
 *
 * @param today `YYYY-MM-DD`
 */
export function countDaysUntil(root: ParentNode, today: string): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-days-until]')) {
    const until = Date.parse(element.dataset['daysUntil'] ?? '');
    const days = (until - Date.parse(today)) / millisecondsOfDay;
    if (!Number.isInteger(days)) continue;
    element.textContent = days < 0 ? daysWords(-days, ' late') : daysWords(days);
  }
}

function daysWords(days: number, after = ''): string {
  return `${days} ${days === 1 ? 'day' : 'days'}${after}`;
}
