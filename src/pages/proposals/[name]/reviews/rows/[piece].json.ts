import type { APIRoute } from 'astro';
import { reviewRows } from '../../../../../components/review/review-row.ts';
import { rowPieces } from '../../../../../components/review/row-pieces.ts';
import { reportOf, siteData } from '../../../../../site/site-data.ts';

async function piecesOf(name: string): Promise<string[]> {
  const { registry } = await siteData();
  const report = await reportOf(name);
  return rowPieces(reviewRows(report, registry), report.proposal.frontMatter.stages, name);
}

export async function getStaticPaths() {
  const { reports } = await siteData();
  const all = await Promise.all(
    reports.map(async ({ proposal: { name } }) => {
      const pieces = await piecesOf(name);
      return pieces.map((_, i) => ({ params: { name, piece: String(i + 1) } }));
    }),
  );
  return all.flat();
}

/** A piece of the rows of a table of reviews, for its filter. */
export const GET: APIRoute = async ({ params: { name = '', piece = '' } }) => {
  const pieces = await piecesOf(name);
  return new Response(pieces[Number(piece) - 1], {
    headers: { 'content-type': 'application/json' },
  });
};
