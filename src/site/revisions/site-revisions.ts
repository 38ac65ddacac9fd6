import { resolve } from 'node:path';
import { siteData } from '../site-data.ts';
import { KeptTexts } from './kept-texts.ts';
import { currentRevisions } from './revision-files.ts';
import { shownRevisions, type ShownRevisions } from './revision-pages.ts';

const current = currentRevisions();
let built: Promise<Map<string, ShownRevisions>> | undefined;

/** The revisions of every proposal that has published ones, by the name of its folder. Read once for a build. */
export function siteRevisions(): Promise<Map<string, ShownRevisions>> {
  if (import.meta.env.DEV) return read();
  return (built ??= read());
}

async function read(): Promise<Map<string, ShownRevisions>> {
  const { reports } = await siteData();
  const folders = new Map(reports.map(({ proposal: { number, folder } }) => [number, folder]));
  const kept = new KeptTexts(resolve('.cache/revision-pages'));
  const all = new Map<string, ShownRevisions>();
  // One after the other: each takes all of a processor.
  for (const one of await current.all()) {
    const folder = folders.get(one.list.proposal);
    const isPublished = one.list.revisions.some(({ number }) => number !== undefined);
    if (folder === undefined || !isPublished) continue;
    all.set(one.list.slug, await shownRevisions(one, folder, kept));
  }
  await kept.dropUnused();
  return all;
}
