import { compareText } from '../ground/problem.ts';
import type { Moment } from './moment.ts';
import type { Verdict } from './verdict.ts';

/** Was a project at rest (through with a stage, or not affected until then) from a moment on? */
export interface Step {
  moment: Moment;
  verdict: Verdict;
}

/** A project's rest at one stage over time: a step for each change, the first one for all before it. */
export type Timeline = readonly Step[];

/** Only the steps at which something changes. */
export function timelineOf(moments: readonly Moment[], verdicts: readonly Verdict[]): Timeline {
  return moments
    .map((moment, i) => ({ moment, verdict: verdicts[i] }))
    .filter(({ verdict }, i) => i === 0 || verdict !== verdicts[i - 1]);
}

/** What held at a time; before the first step, what held at it. */
export function verdictAt(timeline: Timeline, at: string): Verdict {
  const step = timeline.findLast(({ moment }) => moment.at <= at) ?? timeline[0];
  return step?.verdict;
}

export function sameTimeline(a: Timeline, b: Timeline): boolean {
  return (
    a.length === b.length &&
    a.every(({ moment, verdict }, i) => verdict === b[i]?.verdict && moment.at === b[i]?.moment.at)
  );
}

/**
 * A project's own moments, and between them those at which a project changed on which it stands: its
 * own answers are then those of before. Repositories can be compared by time alone.
 *
 * @param others timelines of those projects, with their ids
 */
export function withChangesOf(
  own: readonly Moment[],
  others: readonly { id: string; timeline: Timeline }[],
): Moment[] {
  const first = own[0];
  if (first === undefined) return [];
  const theirs = others.flatMap(({ id, timeline }) =>
    timeline
      .slice(1)
      .filter(({ moment }) => moment.at >= first.at)
      .map(({ moment }) => ({ moment: { project: id, ...moment }, isOwn: false })),
  );
  // The sort is stable: of one time, the project's own moment stands first.
  const all = [...own.map((moment) => ({ moment, isOwn: true })), ...theirs].sort((a, b) =>
    compareText(a.moment.at, b.moment.at),
  );
  let last = first;
  return all.map(({ moment, isOwn }) => {
    if (isOwn) return (last = moment);
    const { answers, gap } = last;
    const { commit, date, at, project } = moment;
    return { commit, date, at, answers, ...(gap && { gap }), ...(project && { project }) };
  });
}
