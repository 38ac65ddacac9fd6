import type { Registry } from '../../proposal/registry.ts';
import type { FullReport } from '../../status/load-reports.ts';
import { byLife } from '../site-data.ts';
import { stagesShown } from '../stages-shown.ts';

/** Lines of one page, each a project in a blueprint: it stays below 300 KB. */
const linesPerPage = 400;
/** So many blueprints are told of one project; its own page tells all. */
export const mostOfOne = 5;

/** A project in the list of all, with the blueprints that are told there. */
export interface ListedProject {
  id: string;
  reports: readonly FullReport[];
  /** How many more there are. */
  more: number;
}

/** A team's projects on one page of the list. */
export interface ListedTeam {
  team: string;
  projects: ListedProject[];
  /** Are they its first ones? */
  isBeginning: boolean;
}

/** Each page asks for all. */
const made = new WeakMap<readonly FullReport[], ListedTeam[][]>();

/**
 * All projects by team, page by page; at least one page. Of a project's blueprints those that go on are
 * told first; where not all are told, those that ask something of it come before.
 */
export function projectList(
  reports: readonly FullReport[],
  registry: Pick<Registry, 'projects'>,
): ListedTeam[][] {
  const pages = made.get(reports) ?? makeList(reports, registry);
  made.set(reports, pages);
  return pages;
}

function makeList(
  reports: readonly FullReport[],
  { projects }: Pick<Registry, 'projects'>,
): ListedTeam[][] {
  const { live, over } = byLife(reports);
  const ofProject = new Map<string, FullReport[]>();
  for (const report of [...live, ...over]) {
    for (const id of report.projects) {
      const known = ofProject.get(id);
      if (known === undefined) ofProject.set(id, [report]);
      else known.push(report);
    }
  }
  const teams = Map.groupBy(ofProject.keys(), (id) => projects[id]?.team ?? '');
  const pages: ListedTeam[][] = [[]];
  let lines = 0;
  for (const [team, ids] of [...teams].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    let part: ListedTeam | undefined;
    for (const id of ids) {
      const project = listed(id, ofProject.get(id) ?? []);
      lines += project.reports.length;
      if (lines > linesPerPage) {
        pages.push([]);
        lines = project.reports.length;
        part = part && { team, projects: [], isBeginning: false };
        if (part) pages.at(-1)?.push(part);
      }
      if (part === undefined) {
        part = { team, projects: [], isBeginning: true };
        pages.at(-1)?.push(part);
      }
      part.projects.push(project);
    }
  }
  return pages;
}

/** Path of a page, from 1. */
export function projectListPath(page: number): string {
  return page === 1 ? '/projects/' : `/projects/page/${page}/`;
}

function listed(id: string, reports: readonly FullReport[]): ListedProject {
  if (reports.length <= mostOfOne) return { id, reports, more: 0 };
  const asks = new Set(reports.filter((report) => stagesShown(report, id).open.length > 0));
  const foremost = [...asks, ...reports.filter((report) => !asks.has(report))];
  return { id, reports: foremost.slice(0, mostOfOne), more: reports.length - mostOfOne };
}
