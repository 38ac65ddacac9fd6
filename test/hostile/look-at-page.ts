import type { Page } from 'playwright-core';
import type { SiteInBrowser } from '../support/site-in-browser.ts';

/** What of a stranger's a page did or holds; nothing of it may be. */
export const nothing = { ran: false, handlers: [], frames: 0, links: [], cards: 0 };

/** A page that keeps which other servers its pages ask, and which dialogs they open. */
export async function watchedPage(
  site: SiteInBrowser,
): Promise<{ page: Page; asked: string[]; said: string[] }> {
  const page = await site.newPage();
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) {
      asked.push(`${page.url()} asks ${request.url()}`);
    }
  });
  page.on('dialog', (dialog) => {
    said.push(`${page.url()} says ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, asked, said };
}

/** Points at, focuses and toggles every element, as hands would, and tells what came of it. */
export function lookAt(page: Page): Promise<typeof nothing> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('main *');
    for (const element of all) {
      for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load', 'animationstart']) {
        element.dispatchEvent(new Event(type));
      }
    }
    const links = [...document.querySelectorAll('main [href]')].map(
      (one) => one.getAttribute('href') ?? '',
    );
    return {
      ran: 'ran' in window,
      handlers: [...all].flatMap((one) =>
        one.getAttributeNames().filter((name) => /^on/i.test(name)),
      ) as never[],
      frames: document.querySelectorAll(
        'main :is(iframe, object, embed, form[action], base, meta, link, video, audio)',
      ).length,
      links: links.filter((link) =>
        /^\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/i.test(link),
      ) as never[],
      cards: document.querySelectorAll('crossplan-stage').length,
    };
  });
}
