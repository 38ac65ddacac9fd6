import { dayOf } from '../../ground/day.ts';
import type { ProposalReport } from '../report.ts';
import type { StageQuestion } from '../stage-question.ts';
import { courseOf, joined } from '../unit.ts';
import type { Verdict } from '../verdict.ts';
import { workLeft } from './work-left.ts';

/** How a project stood at a stage from a commit on. */
export interface CoursePoint {
  commit: string;
  /** The commit's own time, UTC. */
  date: string;
  /** The day on which it counts as landed; empty: before everything. */
  day: string;
  /** Where the change happened in another project: its id. */
  project?: string;
  /** Was it affected, then or before? */
  affected: Verdict;
  through: Verdict;
  /** See {@link workLeft}. */
  left: number | undefined;
}

/** A project's whole way at one stage, oldest first; at least one point. */
export interface CourseLine {
  project: string;
  stage: string;
  points: readonly CoursePoint[];
}

/** The way of a project at a stage, from its question. */
export function courseLine(project: string, stage: string, question: StageQuestion): CourseLine {
  const { moments, units } = question;
  const { affected, through } = joined(units.map((unit) => courseOf(question, unit, moments)));
  return {
    project,
    stage,
    points: moments.map((moment, i) => ({
      commit: moment.commit,
      date: moment.date,
      day: dayOf(moment.at),
      ...(moment.project === undefined ? {} : { project: moment.project }),
      affected: affected[i],
      through: through[i],
      left: workLeft(question, units, moment),
    })),
  };
}

/** All ways of a proposal's projects, in the plan's order of stages; stages for others left out. */
export function courseLines({
  proposal,
  projects,
  questionOf,
}: Pick<ProposalReport, 'proposal' | 'projects' | 'questionOf'>): CourseLine[] {
  return proposal.frontMatter.stages.flatMap(({ id }) =>
    projects.flatMap((project) => {
      const question = questionOf(project, id);
      return question === undefined ? [] : [courseLine(project, id, question)];
    }),
  );
}

/** How it stood at the end of a day; undefined: nothing is known of that time. */
export function pointOn({ points }: CourseLine, day: string): CoursePoint | undefined {
  return points.findLast((point) => point.day <= day);
}

/** Is there work to do at a point: affected, and not through? Undefined: not known. */
export function isOpen({ affected, through }: CoursePoint): Verdict {
  if (affected === false || through === true) return false;
  return affected === undefined || through === undefined ? undefined : true;
}

/** The points at which the project came through, after it was known to be open. */
export function completions({ points }: CourseLine): CoursePoint[] {
  return points.filter((point, i) => {
    const before = points[i - 1];
    return before !== undefined && isOpen(before) === true && point.through === true;
  });
}
