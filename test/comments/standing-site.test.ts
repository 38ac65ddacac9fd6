import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frozenText } from '../../src/comments/frozen/frozen-threads.ts';
import { saidInReviewText } from '../../src/review/said-in-review.ts';
import { allFaults } from '../support/accessibility.ts';
import { patienceMs } from '../support/patience.ts';
import { proposalsFolder, twoProjects } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { inBrowser, sidewaysBy, type SiteInBrowser } from '../support/site-in-browser.ts';
import { build, projectWith } from '../support/site.ts';
import { discussedTexts, passages } from './page/discussed-text.ts';

const thread = '00000000-0000-4000-8000-000000000001';
const page = '/proposals/0001-async/';

const frozen = frozenText({
  asOf: '2026-01-05T00:00:00Z',
  from: 'https://plans.example.org',
  threads: [
    {
      ...{ id: thread, kind: 'concern', state: 'open', revision: 'e'.repeat(64) },
      ...{ start: 0, end: passages.stays.length, quote: passages.stays },
      comments: [
        { id: 'c1', by: 'Ada', at: '2026-01-01T00:00:00Z', text: 'They *can* be wrapped.' },
      ],
    },
  ],
});
const reviewed = saidInReviewText([
  {
    review: 'github:example/plans#7',
    asOf: '2026-01-03T00:00:00Z',
    threads: [
      {
        ...{ id: '70', quote: passages.gone },
        comments: [{ id: '71', by: 'Ben', at: '2026-01-02T00:00:00Z', text: 'Ten is `too long`.' }],
      },
    ],
  },
]);

describe.skipIf(!realParts.chromium.available)('threads of a build without a server', () => {
  const opened = new AsyncDisposableStack();
  let site: SiteInBrowser;
  beforeAll(async () => {
    const [index] = await discussedTexts();
    const source = await proposalsFolder({
      'projects.yaml': `commentAt: https://talk.example.org/plans\n${twoProjects}`,
      '0001-async/index.md': index,
      '0001-async/threads.json': frozen,
      '0001-async/comments.json': reviewed,
    });
    opened.defer(() => rm(source, { recursive: true }));
    const project = await projectWith(source);
    opened.defer(() => rm(project, { recursive: true }));
    site = opened.use(await inBrowser(await build(project)));
  }, 2 * patienceMs);
  afterAll(() => opened.disposeAsync());

  test('stand below their passages, folded, with where they go on; the text says where to comment', async () => {
    const { page: shown, errors } = await site.watch(page);
    const below = (words: string) =>
      shown.locator('p', { hasText: words }).first().locator('xpath=following-sibling::details[1]');
    const ofFrozen = below(passages.stays);
    expect(await ofFrozen.locator('summary').innerText()).toBe('One discussion');
    expect(await ofFrozen.getByText('They can be wrapped.').isVisible()).toBe(false);
    await ofFrozen.locator('summary').click();
    expect(await ofFrozen.locator('.comment-body em').innerText()).toBe('can');
    expect(await ofFrozen.getByRole('link', { name: 'go on there' }).getAttribute('href')).toBe(
      `https://plans.example.org${page}#thread-${thread}`,
    );
    const ofReview = below(passages.gone);
    await ofReview.locator('summary').click();
    expect(await ofReview.innerText()).toMatch(/Said in review[\s\S]*Ben[\s\S]*Ten is too long\./);
    expect(
      await ofReview.getByRole('link', { name: 'example/plans#7' }).getAttribute('href'),
    ).toMatch(/^https:\/\/github\.com\/example\/plans\/pull\/7/);
    const note = shown.locator('.said-note');
    expect(await note.innerText()).toMatch(
      /One discussion as of 5 Jan 2026 on plans\.example\.org, 1 open\.\s+Comment on this text at talk\.example\.org\./,
    );
    // Nothing can be written here: there is no mark that would offer it.
    expect(await shown.locator('.comment-mark').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('a permalink leads to a thread, which opens; all of them are on one page', async () => {
    const shown = await site.open(`${page}#thread-${thread}`);
    await shown.getByText('They can be wrapped.').waitFor({ state: 'visible' });
    await shown.getByRole('link', { name: 'All discussions on one page' }).click();
    await shown.getByText('Ten is too long.').waitFor();
    await shown.getByText('They can be wrapped.').waitFor();
    await shown.getByText('nothing can be written here').waitFor();
    expect(await site.deadLinks(shown, 'main')).toEqual([]);
    expect(await allFaults(shown)).toEqual([]);
  });

  test.each([
    ['narrow', { viewport: { width: 320, height: 640 } }],
    ['dark', { colorScheme: 'dark' as const }],
    ['without scripts', { javaScriptEnabled: false }],
  ])('%s they are read, too', async (what, options) => {
    const shown = await site.open(page, options);
    const folded = shown.locator('details.said');
    expect(await folded.count()).toBe(2);
    for (const one of await folded.all()) await one.locator('summary').first().click();
    await shown.getByText('They can be wrapped.').waitFor();
    await shown.getByText('Ten is too long.').waitFor();
    // Both ask the page's scripts.
    if (what === 'without scripts') return;
    expect(await sidewaysBy(shown)).toBeLessThanOrEqual(0);
    expect(await allFaults(shown)).toEqual([]);
  });
});
