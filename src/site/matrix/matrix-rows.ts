import { compareText } from '../../ground/problem.ts';
import { dueOf } from '../../status/due.ts';
import type { FullReport } from '../../status/load-reports.ts';
import type { Row } from '../../status/report.ts';
import { isThrough } from '../../status/status.ts';
import { isStuck } from '../../status/stuck.ts';
import { waitsOf } from '../../status/forecast/waits.ts';
import type { Registry } from '../../proposal/registry.ts';

/** A project in the table of projects by stages, with what it is sorted and filtered by. */
export interface MatrixRow {
  project: string;
  team: string;
  /** Stages that it is through with, those that do not affect it among them. */
  through: number;
  /** The most matches that are left for any stage. */
  left: number;
  /** It rests before the first stage that is open for it. */
  isStuck: boolean;
  /** The first due day of a stage that is open for it, `YYYY-MM-DD`: from the next day on it is late. */
  due: string | undefined;
  /** How many projects wait for it, by way of others too. */
  blocks: number;
  /** In the plan's order. */
  rows: Row[];
}

/**
 * The projects that some stage affects: fewest stages through first, then most left, then by name. That
 * is the order in which the table stands until somebody asks for another.
 */
export function matrixRows(
  report: FullReport,
  { projects }: Pick<Registry, 'projects'>,
): MatrixRow[] {
  const { stages, calendar } = report.proposal.frontMatter;
  const { standing } = waitsOf(report);
  const dues = new Map(stages.map((stage) => [stage.id, dueOf(stage, calendar)?.day]));
  return report.projects
    .flatMap((project): MatrixRow[] => {
      const rows = stages.flatMap(({ id }) => report.rows.get(project)?.get(id) ?? []);
      if (rows.every(({ status }) => status === 'not affected')) return [];
      const open = rows.filter(({ status }) => !isThrough(status));
      const [next] = open;
      return [
        {
          project,
          team: projects[project]?.team ?? '',
          through: rows.length - open.length,
          left: Math.max(0, ...rows.map(leftAt)),
          isStuck: next !== undefined && isStuck(report, next) === true,
          due: open.flatMap(({ stage }) => dues.get(stage) ?? []).sort()[0],
          blocks: standing.get(project)?.waitingInAll ?? 0,
          rows,
        },
      ];
    })
    .sort((a, b) => a.through - b.through || b.left - a.left || compareText(a.project, b.project));
}

/** Matches that are left at a stage. */
export function leftAt({ left }: Pick<Row, 'left'>): number {
  return left.reduce((sum, { count }) => sum + count, 0);
}
