import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/comments/store/open-store.ts';
import { defaultStore } from '../../src/comments/server/configuration.ts';
import { git } from '../adoption/support/history.ts';
import { copyOfCheckout } from '../support/checkout.ts';
import { patienceMs } from '../support/patience.ts';
import { twoProjects, writeFiles } from '../support/proposals.ts';
import { realParts } from '../support/real-parts.ts';
import { browser } from '../support/site.ts';
import { whileStarted } from '../support/start-page.ts';
import { discussedTexts, passages } from './page/discussed-text.ts';
import { Reader } from './page/reader.ts';

/** This checkout with one small blueprint in place of its own. */
async function checkout(): Promise<string> {
  const isBlueprint = /^proposals\/(?:\d{4}-|projects\.yaml)/;
  const folder = await copyOfCheckout((path) => !isBlueprint.test(path) && !/^test\/./.test(path));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [index] = await discussedTexts();
  const proposals = join(folder, 'proposals');
  await cp('test/support/async-blueprint', join(proposals, '0001-async'), { recursive: true });
  await writeFiles(proposals, { 'projects.yaml': twoProjects, '0001-async/index.md': index });
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['add', 'proposals']);
  git(folder, ['commit', '--quiet', '--message=text']);
  return folder;
}

test.skipIf(!realParts.chromium.available || !realParts.git.available)(
  'npm start shows the comment box: somebody takes a name, comments on a passage, and it is kept',
  { timeout: 2 * patienceMs },
  async () => {
    const folder = await checkout();
    await whileStarted(folder, async (address) => {
      await using opened = new AsyncDisposableStack();
      const chrome = await browser();
      opened.defer(() => chrome.close());
      const ada = opened.use(await Reader.come(chrome, address.replace(/\/$/, '')));
      await ada.read();
      await ada.bar.getByRole('link', { name: 'Sign in' }).click();
      await ada.page.getByLabel('Name').fill('Ada');
      await ada.page.getByRole('button', { name: 'Sign in' }).click();
      await ada.bar.getByRole('link', { name: 'Ada', exact: true }).waitFor();
      await ada.comment(passages.stays, 'From the first command.');
      // Whoever reads it next finds it.
      const ben = opened.use(await Reader.come(chrome, address.replace(/\/$/, '')));
      await ben.read();
      await ben.bar.getByText('1 discussion').waitFor();
    });
    // The store outlives the command.
    await using store = await openStore({ file: join(folder, defaultStore) });
    const [thread] = (await store.threads({ proposal: 1 })).threads;
    expect(thread).toMatchObject({
      quote: passages.stays,
      openedBy: { name: 'Ada' },
      comments: [{ body: 'From the first command.' }],
    });
  },
);
