import type { Criteria, Predicate } from '../proposal/criteria.ts';
import { evaluate, type Facts } from './evaluate.ts';
import type { Moment } from './moment.ts';
import { hasSign, total } from './sign.ts';
import { allOf, anyOf, not, type Verdict } from './verdict.ts';

/** What of a project a stage asks: the whole of it, or one of its parts. */
export interface Unit {
  /** Null: the whole project. */
  part: string | null;
  /** What is known of it at a moment. */
  factsAt: (moment: Moment) => Facts;
}

/** What a stage asks of a unit. */
export interface Asked {
  criteria: Criteria;
  /** The stage's own `affected`, else the proposal's. */
  affected: Predicate;
}

/** How a unit stands at every moment of the line. */
export interface Course {
  /** Was it affected, then or at any moment before? */
  affected: Verdict[];
  /** Does nothing bad hold, and everything good? */
  through: Verdict[];
}

export function courseOf(asked: Asked, unit: Unit, moments: readonly Moment[]): Course {
  const { criteria } = asked;
  let soFar: Verdict = false;
  const affected = moments.map((moment) => {
    // Once affected, always affected: later moments need not be asked.
    soFar = anyOf([soFar, soFar === true ? true : evaluate(asked.affected, unit.factsAt(moment))]);
    return soFar;
  });
  const through = moments.map((moment) => {
    const facts = unit.factsAt(moment);
    const bad = criteria.bad === undefined ? false : evaluate(criteria.bad, facts);
    const good = criteria.good === undefined ? true : evaluate(criteria.good, facts);
    return allOf([not(bad), good]);
  });
  return { affected, through };
}

/** A project of several parts is affected if any part is, and through when all are. */
export function joined(courses: readonly Course[]): Course {
  const line = [...(courses[0]?.affected.keys() ?? [])];
  return {
    affected: line.map((i) => anyOf(courses.map(({ affected }) => affected[i]))),
    through: line.map((i) => allOf(courses.map(({ through }) => through[i]))),
  };
}

/** Nothing was left to do at each moment: not affected until then, or through. */
export function restful({ affected, through }: Course): Verdict[] {
  return through.map((verdict, i) => anyOf([not(affected[i]), verdict]));
}

/** Was it done before now, when it was affected? */
export function wasThrough({ affected, through }: Course): Verdict {
  return anyOf(through.slice(0, -1).map((verdict, i) => allOf([affected[i], verdict])));
}

/** Where most was left, and whether that is more than now. */
export interface Decline {
  less: Verdict;
  peak: { moment: Moment; count: number; exact: boolean } | undefined;
}

/** Is less left than once was? */
export function declineOf(
  { criteria }: Asked,
  unit: Unit,
  moments: readonly Moment[],
  { affected }: Course,
): Decline {
  const sums = moments.map((moment) => total(criteria.bad, unit.factsAt(moment).answer));
  const now = sums.at(-1);
  if (now === undefined) return { less: undefined, peak: undefined };
  let peak: Decline['peak'];
  let possible = false;
  // The last moment as well: while its number is a lower bound, what is unread may have come and gone.
  for (const [i, moment] of moments.entries()) {
    const sum = sums[i];
    if (sum === undefined || affected[i] === false) continue;
    possible ||= sum.count > now.count || !sum.exact;
    if (affected[i] === true && sum.count > (peak?.count ?? now.count)) peak = { moment, ...sum };
  }
  const less = peak !== undefined && now.exact ? true : possible ? undefined : false;
  return { less, peak };
}

/** Has a beginning been made? */
export function hasBegun(
  asked: Asked,
  unit: Unit,
  now: Moment,
  decline: Decline,
  openReviews: number | undefined,
): Verdict {
  const sign = hasSign(asked.criteria.good, unit.factsAt(now).answer);
  return anyOf([openReviews === undefined ? undefined : openReviews > 0, sign, decline.less]);
}
