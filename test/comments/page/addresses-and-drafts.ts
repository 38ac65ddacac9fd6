import { expect, test } from 'vitest';
import { passages } from './discussed-text.ts';
import type { Readers } from './readers.ts';

/** Addresses that lead to what was said or to words of the text, and what was written and not sent. */
export function describeAddressesAndDrafts(readers: () => Readers): void {
  test('the address of a discussion opens it, also where it is folded', async () => {
    await using ada = await readers().come();
    await ada.read();
    await ada.signIn('dee');
    await ada.comment('So do examples', 'All examples?');
    await ada.reply('All examples?', 'Those of the guide.');
    const thread = ada.thread('All examples?');
    const address = (await thread.getByRole('link', { name: 'link' }).getAttribute('href')) ?? '';
    expect(address).toMatch(/^#thread-/);
    const comment = await thread.locator('.comment').last().getAttribute('id');
    await thread.getByRole('button', { name: 'Resolve' }).click();
    await thread.getByText('2 comments on').waitFor();

    await using ben = await readers().come();
    await ben.read(address);
    await ben.thread('All examples?').waitFor();
    await ben.page.locator(`${address}:focus`).waitFor();
    expect(await ben.marked('comment-now')).toEqual(['So do examples']);
    await ben.read(`#${comment ?? ''}`);
    await ben.page.locator(`[id="${comment ?? ''}"]:focus`).waitFor();
    expect(await ben.page.getByText('Those of the guide.').isVisible()).toBe(true);
    await ben.read('#thread-00000000-0000-4000-8000-000000000000');
    await expect.poll(() => ben.told.innerText()).toContain('is not there');
  });

  test('a link to words without a discussion leads to them', async () => {
    await using ada = await readers().come({ permissions: ['clipboard-read', 'clipboard-write'] });
    await ada.read();
    await ada.drag('the same calls');
    await ada.selected.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => ada.told.innerText()).toContain('clipboard');
    const address = await ada.page.evaluate(() => navigator.clipboard.readText());
    expect(address).toMatch(/#:~:text=the%20same%20calls$/);
    await using ben = await readers().come({ viewport: { width: 1440, height: 500 } });
    await ben.page.goto(address);
    await expect.poll(() => ben.page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await expect
      .poll(() =>
        ben.page.evaluate(() => {
          const all = [...document.querySelectorAll('[data-prose] p')];
          const { top, bottom } =
            all
              .find((one) => one.textContent.includes('the same calls'))
              ?.getBoundingClientRect() ?? new DOMRect(0, -1, 0, 0);
          return top >= 0 && bottom <= innerHeight;
        }),
      )
      .toBe(true);
  });

  test('who chose a passage and signs in then writes of it', async () => {
    await using ada = await readers().come();
    await ada.read();
    await ada.drag('first draft');
    await ada.selected.getByRole('button', { name: 'Comment' }).click();
    await ada.cards.getByRole('link', { name: 'Sign in to comment' }).click();
    await ada.atProvider('eve');
    await ada.form.getByLabel('What do you say to it?').waitFor();
    expect(await ada.form.locator('.compose-quote').innerText()).toBe('first draft');
    await ada.form.getByRole('button', { name: 'Cancel' }).click();
    await ada.read();
    expect(await ada.bar.getByRole('button', { name: 'Go on writing' }).count()).toBe(0);
  });

  test('what was not sent is there after a reload, and once the text has changed', async () => {
    await using ada = await readers().come();
    await ada.read();
    await ada.signIn('fay');
    await ada.drag(passages.edited);
    await ada.selected.getByRole('button', { name: 'Comment' }).click();
    await ada.form.getByLabel('This is').selectOption('question');
    await ada.form.getByLabel('What do you say to it?').fill('Which day');
    await ada.read();
    await ada.bar.getByRole('button', { name: 'Go on writing' }).click();
    await ada.form.getByLabel('What do you say to it?').fill('Which day of it?');

    await readers().edit();
    await ada.read();
    await ada.bar.getByRole('button', { name: 'Go on writing' }).click();
    expect(await ada.form.locator('.compose-quote').innerText()).toBe(passages.edited);
    expect(await ada.form.getByLabel('This is').inputValue()).toBe('question');
    expect(await ada.form.getByLabel('What do you say to it?').inputValue()).toBe(
      'Which day of it?',
    );
    await ada.form.getByRole('button', { name: 'Comment' }).click();
    await ada.thread('Which day of it?').waitFor();
    await expect.poll(() => ada.marked('comments')).toContain(passages.editedTo);
    await ada.mark('Each project').waitFor();
    await expect.poll(() => ada.bar.getByRole('button', { name: 'Go on writing' }).count()).toBe(0);
  });
}
