import { reached } from '../../status/reached.ts';
import type { Reports } from '../../status/load-reports.ts';
import { rowJson } from '../../status/row-json.ts';
import { badgePath } from '../badge/badge.ts';
import { href } from '../href.ts';
import { apiPath } from './address.ts';

/** Ids of the projects that a proposal is for. */
export function planned({ reports }: Reports): string[] {
  return [...new Set(reports.flatMap(({ projects }) => projects))].sort();
}

/** Every project of the registry, in its order. */
export function projectsInShort(data: Reports) {
  const { registry, reports } = data;
  const withPlan = new Set(planned(data));
  return Object.entries(registry.projects).map(([id, { name, team, repository }]) => ({
    id,
    name: name ?? id,
    team,
    repository,
    proposals: reports
      .filter(({ projects }) => projects.includes(id))
      .map(({ proposal }) => proposal.number),
    whole: withPlan.has(id) ? href(apiPath.project(id)) : null,
  }));
}

/** One project: its registry entry, its rows, and what was read of it with all evidence. */
export function wholeProject({ registry, reports }: Reports, id: string) {
  const mine = reports.filter(({ projects }) => projects.includes(id));
  return {
    project: id,
    registered: registry.projects[id],
    proposals: mine.map((report) => ({
      proposal: report.proposal.number,
      badge: href(badgePath(report.proposal.number, id)),
      asOf: report.asOf.get(id) ?? null,
      reached: reached(report, id),
      rows: [...(report.rows.get(id)?.values() ?? [])].map(rowJson),
      adoption: report.snapshots.get(id) ?? null,
    })),
  };
}
