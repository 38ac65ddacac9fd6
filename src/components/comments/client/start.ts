import { Discussions } from './comments.ts';

/** Starts the discussions of a page, once the text itself has been drawn. */
export function startComments(): void {
  const root = document.querySelector<HTMLElement>('[data-comments-of]');
  const prose = document.querySelector<HTMLElement>('[data-prose]');
  if (root === null || prose === null) return;
  const start = () => void new Discussions(root, prose).start();
  if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: 2000 });
  else setTimeout(start);
}
