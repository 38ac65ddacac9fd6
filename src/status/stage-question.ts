import { references } from '../proposal/criteria.ts';
import type { Moment } from './moment.ts';
import type { Asked, Unit } from './unit.ts';
import type { Verdict } from './verdict.ts';

/** A project on which another one stands, at the stage that is asked of it. */
export interface Standing {
  id: string;
  /** Is it through, now? */
  through: Verdict;
}

/** All that the derivation needs to know of a project at a stage. */
export interface StageQuestion extends Asked {
  /** The whole project, or each of its parts. At least one. */
  units: readonly Unit[];
  /** From the day of the proposal's `since` to now; the last is now. At least one. */
  moments: readonly Moment[];
  /** The day from which the history counts. */
  since: string;
  /** Display title of a probe: "imports of callbacks". */
  title: (probe: string) => string;
  /** The projects on which this one stands, with what is known of them at a stage. */
  dependencies: (stage: string) => readonly Standing[];
  /**
   * Open code reviews linked to this stage in this project; undefined: what is known of them could
   * not be read. Merged ones prove nothing.
   */
  openReviews: number | undefined;
}

/** The stages of which a question's criteria ask the dependencies. */
export function stagesAsked({ criteria, affected }: Asked): string[] {
  const predicates = [affected, criteria.bad, criteria.good];
  const named = predicates.flatMap((one) => (one === undefined ? [] : [...references(one)]));
  return [...new Set(named.flatMap(({ kind, name }) => (kind === 'stage' ? [name] : [])))];
}
