import { expect, test } from 'vitest';
import { passages } from './discussed-text.ts';
import type { Readers } from './readers.ts';

/** What a browser without scripts reads and writes. */
export function describeWithoutScript(readers: () => Readers): void {
  test('without JavaScript: the text, all discussions, a comment, an answer and its end, by plain forms', async () => {
    await using ada = await readers().come({ javaScriptEnabled: false });
    const { page } = ada;
    await ada.go('/proposals/0001-async/');
    expect(await page.locator('[data-prose]').innerText()).toContain(passages.stays);
    await page.getByRole('link', { name: 'All discussions on one page' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'With the house' }).click();
    await ada.atProvider('lee');
    await page.getByRole('link', { name: 'You are lee' }).waitFor();

    await page.getByRole('link', { name: 'Comment on a passage' }).click();
    const block = page.locator('section', { hasText: 'Begin at the leaves' });
    await block.getByRole('link', { name: 'Comment on this' }).click();
    await page.getByLabel('Kind').selectOption('concern');
    await page.getByLabel('What you say, in Markdown').fill('Leaves *first*?');
    await page.getByRole('button', { name: 'Comment' }).click();
    const thread = page.locator('article', { hasText: 'Leaves first?' });
    expect(await thread.locator('em').innerText()).toBe('first');
    await thread.getByLabel('Answer').fill('From there on.');
    await thread.getByRole('button', { name: 'Answer' }).click();
    await thread.getByText('From there on.').waitFor();
    await thread.getByRole('button', { name: 'Resolve' }).click();
    await thread.getByRole('heading', { name: /^Concern, resolved by lee on \d{4}-/ }).waitFor();

    // With scripts it is the same discussion, folded.
    await using ben = await readers().come();
    await ben.read();
    await ben.mark('Begin at the leaves').click();
    await ben.thread('Leaves first?').locator('summary').click();
    await ben.thread('From there on.').getByText('From there on.').waitFor();
  });

  test('whoever did not raise a concern is offered no end of it', async () => {
    await using ada = await readers().come();
    await ada.read();
    await ada.signIn('may');
    await ada.comment('Tests count too', 'All of them?', 'concern');
    await using ben = await readers().come({ javaScriptEnabled: false });
    await ben.go('/comments/sign-in?returnTo=%2Fcomments%2F1%2F');
    await ben.page.getByRole('link', { name: 'With the house' }).click();
    await ben.atProvider('ned');
    const thread = ben.page.locator('article', { hasText: 'All of them?' });
    await thread.getByRole('button', { name: 'Answer' }).waitFor();
    expect(await thread.getByRole('button', { name: 'Resolve' }).count()).toBe(0);
  });
}
