import { expect, test } from 'vitest';
import type { Readers } from './readers.ts';

const twoHoursMs = 2 * 3_600_000;

/** Two people on one page at once. */
export function describeTwoPeople(readers: () => Readers): void {
  test('what another said is new at the next visit, and one is led from new to new', async () => {
    await using ben = await readers().come();
    await ben.page.clock.setFixedTime(new Date(Date.now() - twoHoursMs));
    await ben.read();
    expect(await ben.bar.innerText()).not.toContain('new since');
    await using ada = await readers().come();
    await ada.read();
    await ada.signIn('ann');
    await ada.comment('Nobody is asked to change both', 'Somebody was.');
    await ada.comment('replace them', 'By what?');
    expect(await ada.bar.innerText()).not.toContain('new since');

    await ben.page.clock.setFixedTime(new Date());
    await ben.read();
    await expect.poll(() => ben.bar.innerText()).toMatch(/[2-9]\d* new since your last visit/);
    const seen: string[] = [];
    await ben.bar.getByRole('button', { name: 'Next new' }).click();
    const [, count = '0'] = /of (\d+) new/.exec(await ben.cards.innerText()) ?? [];
    for (let i = 0; i < Number(count); i++) {
      seen.push(await ben.cards.innerText());
      await ben.cards.getByRole('button', { name: 'Next new discussion' }).click();
    }
    for (const said of ['Somebody was.', 'By what?']) {
      expect(seen.filter((text) => text.includes(said) && text.includes('new'))).not.toEqual([]);
    }
    await ben.bar.getByRole('button', { name: 'Next open' }).click();
    expect(await ben.cards.innerText()).toMatch(/\d+ of \d+ open/);
  });

  test('two answer one thread at once, one edits it: nothing of anybody is lost', async () => {
    await using ada = await readers().come();
    await using ben = await readers().come();
    await ada.read();
    await ada.signIn('ada');
    await ada.comment('A stack that ends', 'Which stack?');
    await ben.read();
    await ben.signIn('ben');
    await ben.mark('What is there today').click();
    const bens = ben.thread('Which stack?');
    await bens.getByRole('button', { name: 'Reply' }).click();
    await ben.form.getByLabel('Your reply').fill('That of the loop.');
    await ada.reply('Which stack?', 'I mean the first one.');
    await ada
      .thread('Which stack?')
      .locator('.comment', { hasText: 'Which stack?' })
      .getByRole('button', { name: 'Edit' })
      .click();
    await ada.form.getByLabel('Your comment').fill('Which stack, exactly?');

    // Ben's page looks for what others said, as it does when he comes back to it; his text stays.
    await ben.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => ben.told.innerText()).toContain('Something new was said');
    expect(await ben.form.getByLabel('Your reply').inputValue()).toBe('That of the loop.');
    await Promise.all([
      ben.form.getByRole('button', { name: 'Reply' }).click(),
      ada.form.getByRole('button', { name: 'Save' }).click(),
    ]);
    await ben.thread('That of the loop.').waitFor();
    await expect.poll(() => ada.form.count()).toBe(0);
    for (const reader of [ada, ben]) {
      await reader.read();
      await reader.mark('What is there today').click();
      const thread = reader.thread('exactly?');
      expect(await thread.locator('.comment-body').allInnerTexts()).toEqual([
        'Which stack, exactly?',
        'I mean the first one.',
        'That of the loop.',
      ]);
      expect(reader.errors).toEqual([]);
    }
  });
}
