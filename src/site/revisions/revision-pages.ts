import { z } from 'zod';
import type { ListedRevision, RevisionList } from '../../comments/revision-file.ts';
import type { Problem } from '../../ground/problem.ts';
import { dataOfText, proseOfText } from '../../proposal/draft.ts';
import { renderRevision, type RenderedRevision } from '../prose/render-prose.ts';
import type { KeptTexts } from './kept-texts.ts';
import type { ProposalRevisions } from './revision-texts.ts';

/** Bytes of a revision's own HTML, so that its page stays below 300 KB. */
export const mostHtml = 180_000;

/** A revision that has a page. */
export interface ShownRevision extends ListedRevision {
  rendered: RenderedRevision;
  /** What is wrong with the data before its text, by today's rules. */
  faults: Problem[];
}

/** The revisions of a proposal as its pages show them. */
export interface ShownRevisions {
  list: RevisionList;
  /** Those that are published and have a page, oldest first. */
  shown: (ShownRevision & { number: number; commit: string; date: string })[];
  /** What the blueprint's page shows. It is among `shown` where it is published. */
  head: ShownRevision | undefined;
  /** How many are published and have no page. */
  leftOut: number;
}

/** Renders the revisions whose source is kept, or takes what an earlier run rendered of the same source. */
export async function shownRevisions(
  { list, sources }: ProposalRevisions,
  folder: string,
  kept: KeptTexts,
): Promise<ShownRevisions> {
  const published = list.revisions.filter(({ number }) => number !== undefined);
  const found: ShownRevision[] = [];
  for (const listed of list.revisions) {
    const source = sources.get(listed.id);
    if (source === undefined) continue;
    const text = await kept.of(source, async () => JSON.stringify(await pageOf(folder, source)));
    found.push({ ...listed, ...(JSON.parse(text) as Awaited<ReturnType<typeof pageOf>>) });
  }
  const shown = found.filter(isPublished);
  return {
    list,
    shown,
    head: found.find(({ id }) => id === list.head),
    leftOut: published.length - shown.length,
  };
}

const publishedSchema = z.object({ number: z.int(), commit: z.string(), date: z.string() });

function isPublished(one: ShownRevision): one is ShownRevisions['shown'][number] {
  return publishedSchema.safeParse(one).success;
}

async function pageOf(folder: string, source: string): Promise<Omit<ShownRevision, 'id'>> {
  const rendered = await renderRevision(proseOfText(folder, source), mostHtml);
  return { rendered, faults: dataOfText(folder, source).problems };
}
