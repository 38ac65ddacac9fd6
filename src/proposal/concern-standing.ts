import { plusDays } from '../ground/day.ts';
import type { Concern } from './concern.ts';
import { voteFaults, type Override, type VoteContext } from './override.ts';

/** Who is asked whether they are satisfied has at least so many days. */
export const leastDaysToAnswer = 10;

/** What a proposal's concerns are judged by. */
export interface Register extends VoteContext {
  concerns: readonly Concern[];
  decisions: readonly Override[];
}

/** Why a blocking concern still holds its proposal up. */
export const holdUps = [
  'open',
  'not asked',
  'awaits the answer',
  'not satisfied',
  'not closed right',
] as const;
export type HoldUp = (typeof holdUps)[number];

/** Who speaks for a concern now: who adopted it, or who raised it. */
export function holderOf({ raisedBy, adopted }: Pick<Concern, 'raisedBy' | 'adopted'>): string {
  return adopted?.by ?? raisedBy;
}

/** Did its holder leave, and has nobody adopted it? It stays, and nobody can withdraw it. */
export function isOrphaned({
  formerSince,
  adopted,
}: Pick<Concern, 'formerSince' | 'adopted'>): boolean {
  return formerSince !== undefined && adopted === undefined;
}

/** The vote that overrides a concern, if one counts. */
export function overrideOf(concern: Concern, register: Register): Override | undefined {
  return register.decisions.find(
    (one) =>
      one.overrides === concern.id &&
      one.date >= concern.raised &&
      voteFaults(one, register).length === 0,
  );
}

/**
 * Why a concern holds its proposal up; undefined where it does not. A closed one does until who
 * holds it is satisfied, withdrew it, or did not answer by the day that they were given: whoever
 * closes it cannot make it vanish. Only a body's vote goes past that.
 */
export function holdUp(concern: Concern, register: Register): HoldUp | undefined {
  const seen = new Set<string>();
  let here = concern;
  // What a duplicate says is settled where the other one is.
  for (;;) {
    if (!here.blocking || overrideOf(here, register) !== undefined) return undefined;
    if (here.state === 'open') return 'open';
    if (here.disposition !== 'duplicate') return afterClosing(here, register.today);
    seen.add(here.id);
    const { duplicateOf } = here;
    const other = register.concerns.find(({ id }) => id === duplicateOf);
    if (other === undefined || seen.has(other.id) || !other.blocking) return 'not closed right';
    here = other;
  }
}

function afterClosing(concern: Concern, today: string): HoldUp | undefined {
  const { answer, closed, disposition } = concern;
  if (closed === undefined || disposition === undefined) return 'not closed right';
  if (disposition === 'withdrawn') return isOrphaned(concern) ? 'not closed right' : undefined;
  if (answer === undefined) return 'not asked';
  if (answer.says === 'satisfied') return undefined;
  if (answer.says === 'not satisfied') return 'not satisfied';
  if (answer.by < plusDays(closed, leastDaysToAnswer)) return 'not closed right';
  return answer.by >= today ? 'awaits the answer' : undefined;
}
