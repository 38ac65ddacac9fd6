import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Everything that axe finds within some parts of a page, by default all of it: a line per rule with the
 * first elements at fault. Targets smaller than 24 pixels with no room around them (WCAG 2.5.8), for
 * which its rule is off by itself, are among it; links within a sentence are no targets there.
 */
export async function allFaults(
  page: Page,
  parts: readonly string[] = ['html'],
): Promise<string[]> {
  // Past the page's own policy, which lets no script in that it does not know.
  await page.evaluate(axe.source);
  return page.evaluate(async (include) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    // Starlight's own search button is named "Search" and also shows its shortcut.
    const context = {
      include: include.map((part) => [part]),
      exclude: [['button[data-open-modal]']],
    };
    const { violations } = await inPage.run(context, {
      resultTypes: ['violations'],
      rules: { 'target-size': { enabled: true } },
    });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
  }, parts);
}
