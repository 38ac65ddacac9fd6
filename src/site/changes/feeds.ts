import { numberText } from '../../proposal/proposal-number.ts';
import type { ChangeFilter } from '../../status/changes/told-changes.ts';
import { teamsOfReports } from '../../status/duties/team-duties.ts';
import type { Reports } from '../../status/load-reports.ts';

/** A feed of the site: where it stands below `/feeds/`, without its ending, and what it tells of. */
export interface SiteFeed {
  path: string;
  title: string;
  /** The page that tells the same, below the site's base. */
  page: string;
  filter: ChangeFilter;
}

/** All feeds: of everything, of each blueprint, each of its stages, each team and project. */
export function siteFeeds({ reports, registry }: Reports): SiteFeed[] {
  const projects = [...new Set(reports.flatMap((report) => report.projects))];
  return [
    { path: 'all', title: 'What changed', page: '/changes/', filter: {} },
    ...reports.flatMap(({ proposal: { name, number, frontMatter } }) => [
      {
        path: feedPath.proposal(number),
        title: `${numberText(number)} ${frontMatter.title}: what changed`,
        page: `/proposals/${name}/`,
        filter: { proposal: number },
      },
      ...frontMatter.stages.map((stage) => ({
        path: feedPath.stage(number, stage.id),
        title: `${numberText(number)} ${stage.title}: what changed`,
        page: `/proposals/${name}/`,
        filter: { proposal: number, stage: stage.id },
      })),
    ]),
    ...teamsOfReports(reports, registry).map((team) => ({
      path: feedPath.team(team),
      title: `${registry.teams[team]?.name ?? team}: what changed`,
      page: `/teams/${team}/`,
      filter: { team },
    })),
    ...projects.map((project) => ({
      path: feedPath.project(project),
      title: `${registry.projects[project]?.name ?? project}: what changed`,
      page: `/projects/${project}/`,
      filter: { project },
    })),
  ];
}

/** Where each kind of feed stands below `/feeds/`. */
export const feedPath = {
  proposal: (number: number) => `proposals/${number}`,
  stage: (number: number, stage: string) => `proposals/${number}/stages/${stage}`,
  team: (team: string) => `teams/${team}`,
  project: (project: string) => `projects/${project}`,
};
