import type { Browser, Page } from 'playwright-core';

/** A way in which a page is looked at. */
export interface Mode {
  name: string;
  options: NonNullable<Parameters<Browser['newPage']>[0]>;
  media?: 'print';
}

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

/** Every way: screens, paper, and where the system's own colours rule. */
export const modes: readonly Mode[] = [
  { name: 'wide-light', options: { viewport: wide, colorScheme: 'light' } },
  { name: 'wide-dark', options: { viewport: wide, colorScheme: 'dark' } },
  { name: 'narrow-light', options: { viewport: narrow, colorScheme: 'light' } },
  { name: 'narrow-dark', options: { viewport: narrow, colorScheme: 'dark' } },
  { name: 'print', options: { viewport: wide, colorScheme: 'dark' }, media: 'print' },
  { name: 'forced', options: { viewport: wide, forcedColors: 'active' } },
];

/**
 * The pictures show the site's own letters, however late they come: a reader's page would keep the system's
 * until the next one. To be called before the page is opened.
 */
export async function withLetters(page: Page): Promise<void> {
  await page.route(/\.css$/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll('font-display:optional', 'font-display:block');
    await route.fulfill({ response: answer, body });
  });
}

/** A picture of a whole page shows what a reader comes to: nothing waits until it is in sight. */
export async function withAllOfIt(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets.push(sheet);
  });
}

/** Waits until nothing of a page is still to come: its fonts, what its scripts ask for or compute, what moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    while (document.querySelector('[aria-busy=true]') !== null) await frame();
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    // One that is taken away while it runs ends, too.
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}
