import type { Stage } from '../proposal/stage.ts';
import { dueOf, type Due } from './due.ts';
import type { ProposalReport, Row } from './report.ts';
import { isThrough } from './status.ts';
import { tally, type Tally } from './tally.ts';

/** A stage with how far the projects are at it. */
export interface StageStanding {
  stage: Stage;
  /** Undefined: it is due on no day. */
  due: Due | undefined;
  tally: Tally;
  /** Of the projects that it affects, those that are not through, unknown ones among them. */
  open: Row[];
}

type Plan = Pick<ProposalReport, 'proposal' | 'rows'>;

/** Every stage of a plan, in its order. */
export function standings(report: Plan): StageStanding[] {
  const { stages, calendar } = report.proposal.frontMatter;
  return stages.map((stage) => ({
    stage,
    due: dueOf(stage, calendar),
    tally: tally(report, stage.id),
    open: [...report.rows.values()].flatMap((rows) => {
      const row = rows.get(stage.id);
      return row === undefined || isThrough(row.status) ? [] : [row];
    }),
  }));
}

/**
 * The stage that a plan's progress is told by on a day: of those whose day has passed with projects
 * still open, the one that was due last; where none was missed, the one that is due next; where none
 * is due, the first that is open. Of several of one day, the one that affects most projects, then the
 * plan's first. Undefined: nothing is open.
 *
 * @param day `YYYY-MM-DD`
 */
export function focusOf(report: Plan, day: string): StageStanding | undefined {
  const open = standings(report).filter((one) => one.open.length > 0);
  const missed = open.filter(({ due }) => due !== undefined && due.day < day);
  const lastDay = missed
    .map(({ due }) => due?.day ?? '')
    .sort()
    .at(-1);
  if (lastDay !== undefined) return largest(missed.filter(({ due }) => due?.day === lastDay));
  return nextDue(report, day) ?? open[0];
}

/** The open stage whose day comes next, that day included; undefined: no open one is still to come. */
export function nextDue(report: Plan, day: string): StageStanding | undefined {
  const coming = standings(report).filter(
    ({ due, open }) => open.length > 0 && due !== undefined && due.day >= day,
  );
  const first = coming.map(({ due }) => due?.day ?? '').sort()[0];
  return largest(coming.filter(({ due }) => due?.day === first));
}

function largest(all: readonly StageStanding[]): StageStanding | undefined {
  return all.toSorted((a, b) => b.tally.affected - a.tally.affected)[0];
}
