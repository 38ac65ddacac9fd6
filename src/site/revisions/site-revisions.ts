import { resolve } from 'node:path';
import { siteData } from '../site-data.ts';
import { KeptTexts } from './kept-texts.ts';
import { shownRevisions, type ShownRevisions } from './revision-pages.ts';
import { revisionsOfBuild } from './revisions-of-build.ts';

let built: Promise<Map<string, ShownRevisions>> | undefined;

/** The revisions of every proposal that has published ones, by the name of its folder. Read once for a build. */
export function siteRevisions(): Promise<Map<string, ShownRevisions>> {
  if (import.meta.env.DEV) return read();
  return (built ??= read());
}

async function read(): Promise<Map<string, ShownRevisions>> {
  const { reports } = await siteData();
  const kept = new KeptTexts(resolve('.cache/revision-pages'));
  const all = new Map<string, ShownRevisions>();
  // One after the other: each takes all of a processor.
  for (const { proposal } of reports) {
    const own = await revisionsOfBuild(proposal);
    if (!own.list.revisions.some(({ number }) => number !== undefined)) continue;
    all.set(proposal.name, await shownRevisions(own, proposal.folder, kept));
  }
  await kept.dropUnused();
  return all;
}
