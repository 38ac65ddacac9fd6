import type { Answered } from './evaluate.ts';
import type { Gap } from './gap.ts';
import { landingTimes } from './landing-time.ts';

/** The state of all probes of a project from one commit on, until the next moment. */
export interface Moment {
  /** The commit; of a time before the history that is there: the first one that is. */
  commit: string;
  /** The commit's own time. */
  date: string;
  /**
   * When it counts as landed, for what is compared across repositories; never earlier than that of
   * the moment before. Empty: before everything.
   */
  at: string;
  /** Keyed by probe, or by part and probe: see `answerKey`. */
  answers: ReadonlyMap<string, Answered>;
  /** Why the probes without an answer have none. */
  gap?: Gap;
  /** Where the change happened in another project: its id. */
  project?: string;
}

/** Under which key a moment keeps the answer of a probe to the whole project, or to one of its parts. */
export function answerKey(probe: string, part: string | null): string {
  return part === null ? probe : `${probe} of ${part}`;
}

/** A change of what one probe says: at a place of the first-parent line. */
export interface Change {
  /** From 0 up. */
  position: number;
  commit: string;
  /** The committer's time; along the line it may go back. */
  date: string;
  answer: Answered;
}

/**
 * Joins the changes of several probes into one line of moments. They are joined by their place on
 * the first-parent line: commits of one second, and clocks that are wrong, change nothing.
 */
export function moments(changes: ReadonlyMap<string, readonly Change[]>): Moment[] {
  const byPosition = new Map<number, { commit: string; date: string; set: [string, Change][] }>();
  for (const [probe, list] of changes) {
    for (const change of list) {
      const { position, commit, date } = change;
      const here = byPosition.get(position) ?? { commit, date, set: [] };
      here.set.push([probe, change]);
      byPosition.set(position, here);
    }
  }
  const inOrder = [...byPosition].sort(([a], [b]) => a - b).map(([, here]) => here);
  const times = landingTimes(inOrder.map(({ date }) => date));
  let answers: ReadonlyMap<string, Answered> = new Map();
  return inOrder.map(({ commit, date, set }, i) => {
    const next = new Map(answers);
    for (const [probe, { answer }] of set) next.set(probe, answer);
    answers = next;
    return { commit, date, at: times[i] ?? date, answers };
  });
}
