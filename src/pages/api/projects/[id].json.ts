import { json } from '../../../site/api/json.ts';
import { siteData } from '../../../site/site-data.ts';
import { reached } from '../../../status/reached.ts';
import { rowJson } from '../../../status/row-json.ts';

export async function getStaticPaths() {
  const { reports } = await siteData();
  const ids = new Set(reports.flatMap(({ projects }) => projects));
  return [...ids].map((id) => ({ params: { id } }));
}

/** One project: its registry entry, its rows, and what was read of it with all evidence. */
export async function GET({ params: { id } }: { params: { id: string } }) {
  const { reports, registry } = await siteData();
  const mine = reports.filter(({ projects }) => projects.includes(id));
  return json({
    project: id,
    ...registry.projects[id],
    proposals: mine.map((report) => ({
      proposal: report.proposal.number,
      asOf: report.asOf.get(id) ?? null,
      reached: reached(report, id),
      rows: [...(report.rows.get(id)?.values() ?? [])].map(rowJson),
      adoption: report.snapshots.get(id) ?? null,
    })),
  });
}
