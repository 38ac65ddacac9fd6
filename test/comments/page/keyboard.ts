import { expect, test } from 'vitest';
import { passages } from './discussed-text.ts';
import type { Reader } from './reader.ts';
import type { Readers } from './readers.ts';

/** More stops than any page of these has. */
const mostStops = 150;

/** Goes on by the tabulator until what a selector names has the focus. */
async function tabTo({ page }: Reader, selector: string, key = 'Tab'): Promise<void> {
  for (let stop = 0; stop < mostStops; stop++) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the tabulator leads to no ${selector}`);
}

/** Comments written without a mouse. */
export function describeKeyboard(readers: () => Readers): void {
  test('by the keyboard alone: signing in, a part of a block, a comment, an answer, and back', async () => {
    await using ada = await readers().come();
    const { page } = ada;
    const { keyboard } = page;
    await ada.read();
    await tabTo(ada, '.comment-sign-in');
    await keyboard.press('Enter');
    await page.locator('input[name=login]').waitFor();
    await tabTo(ada, 'input[name=login]');
    await keyboard.type('kim');
    await tabTo(ada, 'input[name=password]');
    await keyboard.type('any');
    await keyboard.press('Enter');
    await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
    await tabTo(ada, 'button[type=submit]');
    await keyboard.press('Enter');
    await ada.bar.getByRole('link', { name: 'kim' }).waitFor();

    // All marks are one stop; the arrows go on from there.
    await ada.mark('Summary').waitFor({ state: 'attached' });
    await tabTo(ada, '.comment-mark');
    const begins = passages.gone.split(' ').slice(0, 3).join(' ');
    const wanted = `.comment-mark[aria-label*="${begins}"]`;
    await tabTo(ada, wanted, 'ArrowDown');
    await keyboard.press('Enter');
    await tabTo(ada, '.compose-text');
    await tabTo(ada, '.compose-part summary', 'Shift+Tab');
    await keyboard.press('Enter');
    await tabTo(ada, '#compose-part');
    await keyboard.press('Control+Home');
    for (let left = 'Nobody waits'.length; left > 0; left--) {
      await keyboard.press('Shift+ArrowRight');
    }
    await expect.poll(() => ada.form.locator('.compose-quote').innerText()).toBe('Nobody waits');
    await tabTo(ada, '.compose-text');
    await keyboard.type('By keys.');
    await keyboard.press('Control+Enter');
    const thread = ada.thread('By keys.');
    await thread.waitFor();
    expect(await ada.marked('comments')).toContain('Nobody waits');

    await tabTo(ada, '.thread-foot button');
    await keyboard.press('Enter');
    await tabTo(ada, '.compose-text');
    await keyboard.type('Answered by keys.');
    await keyboard.press('Control+Enter');
    await thread.getByText('Answered by keys.').waitFor();
    await keyboard.press('Escape');
    await expect.poll(() => ada.cards.count()).toBe(0);
    await page.locator(`${wanted}:focus`).waitFor();
    expect(await page.locator(wanted).getAttribute('aria-label')).toBe(
      'Discussions, 1 open: Nobody waits longer than ten days',
    );
    expect(ada.errors).toEqual([]);
  });
}
