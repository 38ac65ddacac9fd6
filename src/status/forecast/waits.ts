import { compareText } from '../../ground/problem.ts';
import { circles } from '../circle.ts';
import type { ProposalReport } from '../report.ts';
import { stagesAsked } from '../stage-question.ts';

/** One project waits for another: a stage asks that the other is through with a stage. */
export interface Wait {
  /** Who waits, and at which stage. */
  project: string;
  stage: string;
  /** For whom, and for which stage of theirs. */
  for: string;
  until: string;
  /** Whether the other is through is not known: it may be no wait. */
  isUnsure: boolean;
}

/** A project among those that wait for each other. */
export interface Standing {
  /**
   * 0: it waits for nobody. Else one more than the highest of those that it waits for; projects that wait
   * for each other in a circle share a level.
   */
  level: number;
  /** Ids of the projects that wait for it, sorted. */
  waiting: string[];
  /** How many wait for it, by way of others too. */
  waitingInAll: number;
}

export interface Waits {
  /** By project and stage, in the report's order. */
  waits: Wait[];
  /** Keyed by project: every one of the report. */
  standing: ReadonlyMap<string, Standing>;
}

/** Who waits for whom now. A project that is through with a stage waits for nobody at it. */
export function waitsOf({ proposal, projects, rows, questionOf }: ProposalReport): Waits {
  const waits = projects.flatMap((project) =>
    proposal.frontMatter.stages.flatMap(({ id: stage }): Wait[] => {
      const question = questionOf(project, stage);
      const status = rows.get(project)?.get(stage)?.status;
      if (question === undefined || status === 'done' || status === 'not affected') return [];
      return stagesAsked(question).flatMap((until) =>
        question
          .dependencies(until)
          .filter(({ through }) => through !== true)
          .map(({ id, through }) => ({
            project,
            stage,
            for: id,
            until,
            isUnsure: through === undefined,
          })),
      );
    }),
  );
  const others = new Map(projects.map((id) => [id, new Set<string>()]));
  const waiting = new Map(projects.map((id) => [id, new Set<string>()]));
  for (const wait of waits) {
    others.get(wait.project)?.add(wait.for);
    waiting.get(wait.for)?.add(wait.project);
  }
  const level = new Map<string, number>();
  // Each circle comes after all that it waits for.
  for (const circle of circles(projects, (id) => [...(others.get(id) ?? [])])) {
    const below = circle.flatMap((id) => [...(others.get(id) ?? [])]);
    const outside = below.filter((id) => !circle.includes(id)).map((id) => level.get(id) ?? 0);
    const own = outside.length === 0 ? 0 : 1 + Math.max(...outside);
    for (const id of circle) level.set(id, own);
  }
  return {
    waits,
    standing: new Map(
      projects.map((id) => [
        id,
        {
          level: level.get(id) ?? 0,
          waiting: [...(waiting.get(id) ?? [])].sort(compareText),
          waitingInAll: reachedFrom(id, waiting).size,
        },
      ]),
    ),
  };
}

/** All that can be reached from a project, itself left out. */
function reachedFrom(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const one of next.get(id) ?? []) {
      if (found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  }
  found.delete(start);
  return found;
}
