import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical on a page, a line per rule with the first elements at fault. */
export function seriousFaults(page: Page): Promise<string[]> {
  return faults(page, ['html'], ['serious', 'critical']);
}

/** Everything that axe finds within some parts of a page. */
export function allFaults(page: Page, parts: readonly string[]): Promise<string[]> {
  return faults(page, parts, ['minor', 'moderate', 'serious', 'critical']);
}

async function faults(
  page: Page,
  parts: readonly string[],
  impacts: readonly string[],
): Promise<string[]> {
  // Past the page's own policy, which lets no script in that it does not know.
  await page.evaluate(axe.source);
  return page.evaluate(
    async ([include, wanted]) => {
      const { axe: inPage } = window as unknown as { axe: typeof axe };
      // Starlight's own search button is named "Search" and also shows its shortcut.
      const context = {
        include: include.map((part) => [part]),
        exclude: [['button[data-open-modal]']],
      };
      const { violations } = await inPage.run(context, { resultTypes: ['violations'] });
      return violations
        .filter(({ impact }) => wanted.includes(impact ?? ''))
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html.slice(0, 160))
              .join(' | ')}`,
        );
    },
    [parts, impacts] as const,
  );
}

/**
 * The targets of a page that are smaller than 24 pixels with no room around them (WCAG 2.5.8), for
 * which axe has a rule that is off by itself; links within a sentence are no targets there.
 */
export async function tooSmallTargets(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations } = await inPage.run(document, {
      runOnly: { type: 'rule', values: ['target-size'] },
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160)));
  });
}
