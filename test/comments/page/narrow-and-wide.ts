import { expect, test } from 'vitest';
import { allFaults } from '../../support/accessibility.ts';
import { sidewaysBy } from '../../support/site-in-browser.ts';
import type { Reader } from './reader.ts';
import type { Readers } from './readers.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const widths = [
  ['wide', {}],
  ['narrow', phone],
] as const;

/** Selects words as a finger that rests on them does; which no test can do. */
async function select({ page }: Reader, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(
      document.querySelector('[data-prose]') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? '').replace(/\s/g, ' ').indexOf(wanted);
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`the prose does not say: ${wanted}`);
  }, words);
}

/** The page as wide as a desk and as narrow as a phone, light and dark. */
export function describeNarrowAndWide(readers: () => Readers): void {
  test('on a phone: selecting, commenting and reading by touch, below the passage', async () => {
    await using ada = await readers().come(phone);
    await ada.read();
    await ada.bar.getByRole('link', { name: 'Sign in' }).tap();
    await ada.atProvider('pat');
    await ada.bar.getByRole('link', { name: 'pat' }).waitFor();
    await select(ada, 'in another form');
    await ada.selected.getByRole('button', { name: 'Comment' }).tap();
    await ada.form.getByLabel('What do you say to it?').fill('Which form?');
    expect(await sidewaysBy(ada.page)).toBeLessThanOrEqual(0);
    await ada.form.getByRole('button', { name: 'Comment' }).tap();
    await ada.thread('Which form?').waitFor();
    await ada.cards.getByRole('button', { name: 'Close' }).tap();
    await ada.mark('Little: the same calls').tap();
    await ada.thread('Which form?').waitFor();
    const cards = await ada.cards.boundingBox();
    const passage = await ada.placeOf('in another form');
    const moved = await ada.cards.boundingBox();
    expect(moved?.y).toBeGreaterThan(passage.y + passage.height);
    expect(cards?.x).toBeGreaterThanOrEqual(0);
    expect((cards?.x ?? 0) + (cards?.width ?? 999)).toBeLessThanOrEqual(390);
    expect(await sidewaysBy(ada.page)).toBeLessThanOrEqual(0);
    expect(ada.errors).toEqual([]);
  });

  test.each(widths)(
    '%s: axe finds nothing with a discussion and a form open',
    async (name, more) => {
      await using ada = await readers().come(more);
      await ada.read();
      await ada.signIn(`axe-${name}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        const said = `One, ${name} and ${colorScheme}.`;
        await ada.page.emulateMedia({ colorScheme });
        await ada.read();
        await select(ada, 'None beyond those of the register');
        await ada.selected.getByRole('button', { name: 'Comment' }).click();
        await ada.form.getByLabel('What do you say to it?').fill(said);
        await ada.form.getByRole('button', { name: 'Preview' }).click();
        await ada.form.locator('.compose-preview', { hasText: 'One,' }).waitFor();
        expect(await allFaults(ada.page)).toEqual([]);
        await ada.form.getByRole('button', { name: 'Comment' }).click();
        await ada.thread(said).getByRole('button', { name: 'Reply' }).click();
        await ada.form.waitFor();
        expect(await allFaults(ada.page, ['.comments', '.comment-cards'])).toEqual([]);
      }
      const beside = await ada.cards.boundingBox();
      const prose = await ada.page.locator('[data-prose]').boundingBox();
      const isBeside = (beside?.x ?? 0) > (prose?.x ?? 0) + (prose?.width ?? 0);
      expect(isBeside).toBe(name === 'wide');
      for (const path of ['/comments/1/', '/comments/1/passages', '/comments/me']) {
        await ada.go(path);
        expect([path, await allFaults(ada.page)]).toEqual([path, []]);
      }
    },
  );
}
