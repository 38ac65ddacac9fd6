import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readTextBelow, writeBelow } from '../ground/trust/open-below.ts';
import { registryTemplate } from './begin-afresh.ts';
import { largestProseBytes } from './markdown.ts';
import { numberText } from './proposal-number.ts';

/** `Move to async functions!` → `move-to-async-functions`, at most 50 characters, whole words. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, 50) : `${slug}-${word}`;
    if (longer.length > 50) break;
    slug = longer;
  }
  return slug;
}

/**
 * Makes a new proposal from the template: the next free number, the title, today's day.
 *
 * @param today `YYYY-MM-DD`
 * @param since `YYYY-MM-DD`: the day from which the histories of repositories count; default, today
 * @returns the new folder
 */
export async function createProposal(
  root: string,
  title: string,
  today: string,
  since = today,
): Promise<string> {
  const slug = slugOf(title);
  if (slug === '')
    throw new RangeError(
      `Expected a title with Latin letters or digits, of which the folder is named, got "${title}"; ` +
        'give such a title now and write the right one into index.md',
    );
  const taken = (await readdir(root)).map((name) => Number(/^(\d{4})-/.exec(name)?.[1] ?? 0));
  const number = Math.max(0, ...taken) + 1;
  const folder = join(root, `${numberText(number)}-${slug}`);
  await mkdir(folder);
  await cp(join(root, '_template'), folder, {
    recursive: true,
    // The registry is one for all proposals.
    filter: (source) => basename(source) !== registryTemplate,
  });
  const index = join(folder, 'index.md');
  const text = await readTextBelow(folder, index, largestProseBytes);
  const written = text
    .replace(/^title: .*$/m, () => `title: ${JSON.stringify(title)}`)
    .replace(/^(created|updated): .*$/gm, (_, key: string) => `${key}: ${today}`)
    .replace(/^since: .*$/m, () => `since: ${since}`)
    .replace(/^- \d{4}-\d{2}-\d{2}: first draft\.$/m, `- ${today}: first draft.`)
    .replace(/(\n {4}raised: ).*/g, `$1${today}`);
  await writeBelow(folder, index, written);
  return folder;
}
