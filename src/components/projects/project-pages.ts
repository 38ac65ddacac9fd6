import { isOver } from '../../proposal/lifecycle.ts';
import type { Registry } from '../../proposal/registry.ts';
import { stagesShown } from '../../site/stages-shown.ts';
import { dueOf } from '../../status/due.ts';
import type { FullReport } from '../../status/load-reports.ts';
import { probesOf } from '../../status/report.ts';
import { reviewRows } from '../review/review-row.ts';
import { byLife } from '../../site/site-data.ts';

/** So many bytes a page's blueprints may take, about: with what stands around them it stays below 300 KB. */
const mostOfPage = 240_000;
/** Reviews of one stage that are shown at once. */
export const reviewsOfStage = 12;

/** About how many bytes each takes on a page, as measured on pages of large projects. */
const weights = {
  ...{ blueprint: 2500, stage: 3200, stageApart: 1000 },
  ...{ probeAsked: 600, file: 200, line: 400, review: 1000 },
};

/** Each page asks for all. */
const made = new WeakMap<readonly FullReport[], Map<string, FullReport[][]>>();

/**
 * The blueprints of every project, page by page; what fits on one page stands in the order of the site.
 * Else the most pressing come first: those that ask something, the earliest due day first, then those
 * that it is through with, then those that do not concern it, then those that are over.
 */
export function projectPages(
  reports: readonly FullReport[],
  registry: Registry,
): ReadonlyMap<string, FullReport[][]> {
  const known = made.get(reports);
  if (known !== undefined) return known;
  const { live, over } = byLife(reports);
  const ofProject = new Map<string, FullReport[]>();
  for (const report of [...live, ...over]) {
    for (const id of report.projects) ofProject.set(id, [...(ofProject.get(id) ?? []), report]);
  }
  const all = new Map([...ofProject].map(([id, own]) => [id, inPages(id, own, registry)]));
  made.set(reports, all);
  return all;
}

/** Path of a page of a project, from 1. */
export function projectPath(project: string, page: number): string {
  return page === 1 ? `/projects/${project}/` : `/projects/${project}/page/${page}/`;
}

function inPages(id: string, own: readonly FullReport[], registry: Registry): FullReport[][] {
  const weighed = own.map((report) => ({ report, weight: weightOf(report, id, registry) }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  if (own.length === 1 || total <= mostOfPage) return [[...own]];
  const pages: FullReport[][] = [];
  let room = 0;
  const pressing = new Map(own.map((report) => [report, pressingOf(report, id)]));
  const place = (report: FullReport) => pressing.get(report) ?? '';
  for (const { report, weight } of weighed.toSorted((a, b) =>
    place(a.report) < place(b.report) ? -1 : Number(place(a.report) > place(b.report)),
  )) {
    if (weight > room || pages.length === 0) {
      pages.push([]);
      room = mostOfPage;
    }
    pages.at(-1)?.push(report);
    room -= weight;
  }
  return pages;
}

/** Sorts before others where it presses more. */
function pressingOf(report: FullReport, project: string): string {
  const { open, through } = stagesShown(report, project);
  const { calendar, status } = report.proposal.frontMatter;
  if (isOver(status)) return '4';
  if (open.length === 0) return through.length > 0 ? '2' : '3';
  const days = open.flatMap((stage) => dueOf(stage, calendar)?.day ?? []).sort();
  return days[0] === undefined ? '1' : `0 ${days[0]}`;
}

function weightOf(report: FullReport, project: string, registry: Registry): number {
  const { open, through, apart } = stagesShown(report, project);
  const told = [...open, ...through];
  const snapshot = report.snapshots.get(project);
  const evidence = [snapshot?.probes ?? {}, ...Object.values(snapshot?.partProbes ?? {})]
    .flatMap((answers) => Object.values(answers))
    .flatMap((answer) => answer.evidence);
  const rows = reviewRows(report, registry);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const asked = told.map(({ id }) => {
    const question = report.questionOf(project, id);
    return question === undefined ? 0 : probesOf(question).length;
  });
  const reviews = told.map(({ id }) => Math.min(reviewsOfStage, rows.of(id, project).length));
  return (
    weights.blueprint +
    weights.stage * told.length +
    weights.stageApart * apart.length +
    weights.probeAsked * sum(asked) +
    weights.file * evidence.length +
    weights.line * sum(evidence.map(({ lines }) => lines.length)) +
    weights.review * sum(reviews)
  );
}
