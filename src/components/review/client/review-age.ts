const day = 86_400_000;
const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** How long ago a moment was, in one unit: "12 days ago", "5 months ago". */
export function ageOf(moment: string, now: number): string {
  const days = Math.max(0, Math.floor((now - Date.parse(moment)) / day));
  if (days === 0) return 'today';
  if (days < 60) return words.format(-days, 'day');
  if (days < 730) return words.format(-Math.floor(days / 30.44), 'month');
  return words.format(-Math.floor(days / 365.25), 'year');
}

/**
 * Puts the age beside every day of the page that asks for it: `data-age` is what stands between the
 * two. The page itself says days only, as it may have been built some time ago.
 */
export function sayAges(root: ParentNode, now: number): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
    const age = document.createElement('small');
    age.textContent = ageOf(time.dateTime, now);
    time.replaceChildren(time.textContent.trim(), time.dataset['age'] ?? '', age);
  }
}
