import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { build, projectWith } from '../support/site.ts';
import { inBrowser, type SiteInBrowser } from '../support/site-in-browser.ts';

/** The site of a folder of proposals, built and looked at with a real browser. */
export async function siteOf(proposals: string): Promise<SiteInBrowser> {
  const folder = await projectWith(proposals);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const site = await inBrowser(await build(folder));
    return {
      ...site,
      [Symbol.asyncDispose]: async () => {
        await site[Symbol.asyncDispose]();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The titles below each question of a page of reviews, by the question's own heading. */
export async function byQuestion(page: Page): Promise<Record<string, string[]>> {
  const sections = await page.$$eval('.questions > section', (all) =>
    all.map((section): [string, string[]] => [
      section.querySelector('h2')?.firstChild?.textContent?.trim() ?? '',
      [...section.querySelectorAll('a.title')].map((link) => link.textContent.trim()),
    ]),
  );
  return Object.fromEntries(sections);
}

/** The rows of its table, in order: title, state and project of each. */
export async function tableRows(page: Page): Promise<string[]> {
  await page.locator('.review-table table:not([aria-busy])').waitFor();
  return page.$$eval('.review-table tbody tr:not(.stage)', (rows) =>
    rows.map((row) => {
      const cells = [...(row as HTMLTableRowElement).cells];
      const [, state, project] = cells.map(({ textContent }) => textContent.trim());
      return `${row.querySelector('bdi')?.textContent ?? ''}: ${state}, ${project}`;
    }),
  );
}
