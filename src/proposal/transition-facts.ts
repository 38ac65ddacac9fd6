import type { ProposalStatus } from './lifecycle.ts';
import type { Position } from './sign-off.ts';

/** What could not be read, and why: neither yes nor no. */
export interface Unread {
  unread: string;
}

/** Everything that a step from status to status is judged by; gathered elsewhere. */
export interface TransitionFacts {
  from: ProposalStatus;
  /** `YYYY-MM-DD` */
  today: string;
  /** What `npm run check` finds in the proposal, a line each. */
  faults: readonly string[];
  /** Stages without `due`. */
  undated: readonly string[];
  /** Points of the readiness check-list that nobody answered. */
  unready: readonly string[];
  /** Blocking concerns of the register that hold it up, and how they stand. */
  holdUps: readonly { id: string; stands: string }[];
  /** Open concerns in the comments, by id; none where no server keeps comments. */
  commented: readonly string[] | Unread;
  /** The last day of its final comment. */
  finalCommentUntil: string | undefined;
  /** The projects that it is for. */
  projects: readonly ProjectFacts[];
  /** Keyed by team: the sign-off of each that was asked, or waived. */
  signOffs: ReadonlyMap<string, SignOffFacts>;
  /** The proposal that takes its place: is it there? */
  successor: 'not named' | 'itself' | 'not there' | 'there';
  /** Was it said why? */
  hasReason: boolean;
}

/** How far a project is. */
export interface ProjectFacts {
  id: string;
  team: string;
  /** At any stage. */
  isAffected: boolean | 'unknown';
  /** Stages that affect it, are not done, and from which nobody exempted it. */
  left: readonly string[];
  /** Stages at which its status is unknown, and from which nobody exempted it. */
  unknown: readonly string[];
}

/** How a team's sign-off stands. */
export interface SignOffFacts {
  /** undefined: asked, and not answered yet; `not asked`: there is a waiver alone. */
  position: Position | 'not asked' | undefined;
  /** A vote that counts waives it. */
  isWaived: boolean;
  /** What changed in the text since the position was given; empty: nothing. */
  changed: readonly string[] | Unread;
}
