import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { realParts } from '../support/real-parts.ts';
import { browser } from '../support/site.ts';
import { describeAddressesAndDrafts } from './page/addresses-and-drafts.ts';
import { discussedSite, type DiscussedSite } from './page/discussed-site.ts';
import { describeKeyboard } from './page/keyboard.ts';
import { describeNarrowAndWide } from './page/narrow-and-wide.ts';
import { Reader } from './page/reader.ts';
import type { Readers } from './page/readers.ts';
import { ServedSite } from './page/served-site.ts';
import { describeTwoPeople } from './page/two-people.ts';
import { describeWeight } from './page/weight.ts';
import { describeWithoutScript } from './page/without-script.ts';
import { describeWholeCourse } from './page/whole-course.ts';
import { Postgres } from './support/postgres.ts';

const { chromium, git, postgresql } = realParts;

describe.skipIf(!chromium.available || !git.available)('comments in a real browser', () => {
  const opened = new AsyncDisposableStack();
  let site: DiscussedSite;
  let chrome: Browser;
  beforeAll(async () => {
    site = opened.use(await discussedSite());
    chrome = await browser();
    opened.defer(() => chrome.close());
  });
  afterAll(() => opened.disposeAsync());

  describe('on one server', () => {
    const there = new AsyncDisposableStack();
    let served: ServedSite;
    beforeAll(async () => {
      served = there.use(await ServedSite.start(site));
    });
    afterAll(() => there.disposeAsync());
    const readers = (): Readers => ({
      come: (options) => Reader.come(chrome, served.origin, options),
      edit: async () => {
        await served.show(await site.second());
      },
    });

    describeKeyboard(readers);
    describeTwoPeople(readers);
    describeWithoutScript(readers);
    describeNarrowAndWide(readers);
    // At its end the text is another.
    describeAddressesAndDrafts(readers);
    describeWeight(readers);
  });

  describeWholeCourse('on SQLite', () => ({
    site,
    browser: chrome,
    store: Promise.resolve(undefined),
  }));

  describe.skipIf(!postgresql.available)('with a database', () => {
    let server: Postgres;
    beforeAll(async () => {
      server = opened.use(await Postgres.start());
    });
    describeWholeCourse('on PostgreSQL', () => ({
      site,
      browser: chrome,
      store: server.database(),
    }));
  });
});
