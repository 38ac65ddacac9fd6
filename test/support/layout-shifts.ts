import type { Page } from 'playwright-core';

/** Runs in the page: keeps what is pushed about without its reader's doing, each part from where to where. */
function keepShifts(): void {
  interface Shift {
    hadRecentInput: boolean;
    sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
  }
  const kept = globalThis as unknown as { shifts: string[] };
  kept.shifts = [];
  const place = ({ x, y, width, height }: DOMRect) => [x, y, width, height].join(' ');
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as Shift[]) {
      if (entry.hadRecentInput) continue;
      for (const { node, previousRect, currentRect } of entry.sources) {
        const element = node instanceof Element ? node : node?.parentElement;
        const what = element?.outerHTML.slice(0, 120) ?? 'what is gone';
        kept.shifts.push(`${what}: ${place(previousRect)} → ${place(currentRect)}`);
      }
    }
  }).observe({ type: 'layout-shift' });
}

/** Keeps shifts of a page that is open, from now on. */
export function watchShifts(page: Page): Promise<void> {
  return page.evaluate(keepShifts);
}

/** Keeps shifts of every page that is opened here from now on, from its first line on. */
export async function watchShiftsFromStart(page: Page): Promise<void> {
  await page.addInitScript(keepShifts);
}

/** Waits until what is there by now is drawn. */
export function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((done) => {
        // What was drawn last is told with the frame after it.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            done();
          });
        });
      }),
  );
}

/** The shifts until now. */
export async function shiftsOf(page: Page): Promise<string[]> {
  await drawn(page);
  return page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);
}
