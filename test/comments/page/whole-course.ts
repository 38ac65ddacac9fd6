import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiscussedSite } from './discussed-site.ts';
import { passages } from './discussed-text.ts';
import { Reader } from './reader.ts';
import { ServedSite } from './served-site.ts';

/** What the steps of a course act on. */
interface Course {
  site: DiscussedSite;
  served: ServedSite;
  ada: Reader;
}

const steps: readonly [what: string, go: (course: Course) => Promise<void>][] = [
  [
    'a reader signs in by an OpenID provider and is led back',
    async ({ ada }) => {
      await ada.read();
      await expect.poll(() => ada.bar.innerText()).toContain('No discussion yet');
      await ada.signIn('ada');
    },
  ],
  [
    'words are selected, and commented on',
    async ({ ada }) => {
      await ada.comment(passages.stays, 'They can, by a wrapper.');
      await ada.comment(passages.edited, 'Every week is often.', 'concern');
      await ada.comment(passages.gone, 'Who says so?', 'question');
      expect(await ada.marked('comments')).toEqual([
        passages.stays,
        passages.edited,
        passages.gone,
      ]);
      await expect.poll(() => ada.bar.innerText()).toContain('3 discussions, 3 open');
    },
  ],
  [
    'it is answered',
    async ({ ada }) => {
      await ada.mark('What is there today').click();
      await ada.reply('by a wrapper', 'Which one?');
      await expect.poll(() => ada.form.count()).toBe(0);
    },
  ],
  [
    'the text is edited and built anew: each comment is where it belongs',
    async ({ ada, site, served }) => {
      await served.show(await site.second());
      await ada.read();
      // Places are computed while the first reader waits; the page asks again by itself.
      await expect.poll(() => ada.marked('comments')).toEqual([passages.stays, passages.editedTo]);
      await ada.mark('What is there today').click();
      await expect.poll(() => ada.thread('by a wrapper').innerText()).toContain('Which one?');
      // What is gone stands at its section, with what it said.
      expect(await ada.mark('Plan').getAttribute('aria-label')).toBe('Discussions, 1 open: Plan');
      await ada.mark('Plan').click();
      const gone = ada.thread('Who says so?');
      expect(await gone.locator('blockquote').innerText()).toBe(passages.gone);
      expect(await gone.innerText()).toContain('The passage is no longer in the text.');
      await gone.getByText('What changed').click();
      await gone.locator('.passage-diff del').getByText(`${passages.gone}.`).waitFor();
    },
  ],
  [
    'what changed since is shown, and who raised a concern is asked whether it stands',
    async ({ ada }) => {
      await ada.mark('Each project').click();
      const concern = ada.thread('Every week is often.');
      expect(await concern.innerText()).toContain('does the concern still stand?');
      await concern.getByText('What changed').click();
      await expect.poll(() => concern.locator('.passage-diff del').innerText()).toBe('week');
      await expect.poll(() => concern.locator('.passage-diff ins').innerText()).toBe('month');
      await concern.getByRole('button', { name: 'It still stands' }).click();
      await expect.poll(() => concern.innerText()).not.toContain('still stand?');
    },
  ],
  [
    'it is resolved, stays folded, and is opened again',
    async ({ ada }) => {
      await ada.mark('What is there today').click();
      const thread = ada.thread('by a wrapper');
      await thread.getByRole('button', { name: 'Resolve' }).click();
      const fold = thread.locator('details', { hasText: 'Which one?' });
      await expect.poll(() => fold.getAttribute('open')).toBeNull();
      expect(await fold.locator('summary').innerText()).toContain(passages.stays);
      await expect.poll(() => ada.bar.innerText()).toContain('3 discussions, 2 open');
      expect(await ada.marked('comments')).toEqual([passages.editedTo]);
      await ada.read();
      await ada.mark('What is there today').click();
      await thread.getByRole('button', { name: 'Reopen' }).click();
      await expect.poll(() => ada.bar.innerText()).toContain('3 discussions, 3 open');
    },
  ],
  [
    'signing out leaves everything to read, and nothing to write',
    async ({ ada }) => {
      await ada.bar.getByRole('button', { name: 'Sign out' }).click();
      await ada.bar.getByRole('link', { name: 'Sign in' }).waitFor();
      const thread = ada.thread('by a wrapper');
      await thread.waitFor();
      await expect.poll(() => thread.getByRole('button', { name: 'Reply' }).count()).toBe(0);
      await ada.cards.getByRole('link', { name: 'Sign in to answer' }).waitFor();
      expect(ada.errors).toEqual([]);
    },
  ],
];

/** The whole of it, step by step, on one store. */
export function describeWholeCourse(
  name: string,
  given: () => { site: DiscussedSite; browser: Browser; store: Promise<string | undefined> },
): void {
  describe(name, () => {
    const opened = new AsyncDisposableStack();
    let course: Course;
    beforeAll(async () => {
      const { site, browser, store } = given();
      const served = opened.use(await ServedSite.start(site, await store));
      const ada = opened.use(await Reader.come(browser, served.origin));
      course = { site, served, ada };
    });
    afterAll(() => opened.disposeAsync());

    test.each(steps)('%s', async (_, go) => {
      await go(course);
    });
  });
}
