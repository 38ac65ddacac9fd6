import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import { rangesOf, type PageText } from './page-text.ts';
import type { Thread } from './thread.ts';

/**
 * Marks the passages of open threads in the text, and the one that is spoken of, by the CSS Custom
 * Highlight API: no element is added to the text. A browser without it marks nothing.
 */
export function highlight(page: PageText, threads: readonly Thread[], active?: TextRange): void {
  if (!('highlights' in CSS)) return;
  const open = threads.filter(
    ({ state, placement }) =>
      state === 'open' && placement !== null && placement.outcome !== 'orphaned',
  );
  const ranges = open.flatMap(({ placement }) =>
    placement === null ? [] : rangesOf(page, placement),
  );
  CSS.highlights.set('comments', new Highlight(...ranges));
  const now = active === undefined ? [] : rangesOf(page, active);
  CSS.highlights.set('comment-now', new Highlight(...now));
}
