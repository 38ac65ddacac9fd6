import { compareText } from '../ground/problem.ts';
import { findingsOf, isAnswered } from './findings.ts';
import type { ProposalReport } from './report.ts';
import { why } from './why.ts';

/**
 * A commit with which a project came nearer to a stage: less of what must go, or a sign that came. Only
 * what was read whole before and after, and is an answer to today's probe, is one.
 */
export interface SisterStep {
  project: string;
  probe: string;
  commit: string;
  /** UTC, as committed. */
  date: string;
  /** Matches before and after, at the places that the stage asks. */
  before: number;
  after: number;
}

/** So many projects are shown of each probe. */
const mostShown = 5;

/**
 * What projects did about a stage's probes: of each project and probe the last commit that did most.
 * Keyed by probe; those that came to an end first, then the newest.
 */
export function sisterSteps(report: ProposalReport, stage: string): Map<string, SisterStep[]> {
  const asked = report.proposal.frontMatter.stages.find(({ id }) => id === stage);
  const steps = report.projects.flatMap((project) => {
    const answer = asked === undefined ? undefined : why(report, project, stage);
    if (asked === undefined || answer === undefined) return [];
    return findingsOf(asked, answer.probes).flatMap((finding): SisterStep[] => {
      const { probe, isBad, changes } = finding;
      if (!isAnswered(finding)) return [];
      const helped = changes
        .filter(({ isExact }) => isExact)
        .filter(({ before, count }) => (isBad ? count < before : before === 0))
        .map(({ commit, date, before, count }) => ({
          project,
          probe,
          commit,
          date,
          before,
          after: count,
        }));
      const [most] = helped.toSorted(
        (a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || later(a, b),
      );
      return most === undefined ? [] : [most];
    });
  });
  return Map.groupBy(
    steps.toSorted((a, b) => Number(a.after > 0) - Number(b.after > 0) || later(a, b)),
    ({ probe }) => probe,
  );
}

/** Of one probe, the steps of others than a project: one a project, few. */
export function stepsOfOthers(steps: readonly SisterStep[], project: string): SisterStep[] {
  const firsts = new Map<string, SisterStep>();
  for (const step of steps) {
    if (step.project !== project && !firsts.has(step.project)) firsts.set(step.project, step);
  }
  return [...firsts.values()].slice(0, mostShown);
}

function later(a: SisterStep, b: SisterStep): number {
  return compareText(b.date, a.date) || compareText(a.project, b.project);
}
