import type { Predicate } from '../../proposal/criteria.ts';
import { countOf, leaf, type Facts } from '../evaluate.ts';
import type { Moment } from '../moment.ts';
import type { Asked, Unit } from '../unit.ts';

/**
 * The least number of matches that must go or come until a stage is done: 0 exactly where it is. To
 * wait for other projects counts as one. Undefined where that is not known: a lower bound is no number.
 */
export function workLeft(
  { criteria }: Asked,
  units: readonly Unit[],
  moment: Moment,
): number | undefined {
  return sum(
    units.flatMap((unit) => {
      const facts = unit.factsAt(moment);
      return [
        criteria.bad === undefined ? 0 : distance(criteria.bad, facts, false),
        criteria.good === undefined ? 0 : distance(criteria.good, facts, true),
      ];
    }),
  );
}

/** How far a predicate is from being `wanted`. */
function distance(predicate: Predicate, facts: Facts, wanted: boolean): number | undefined {
  if (typeof predicate === 'string' || 'probe' in predicate) {
    const asked = leaf(predicate);
    const { count, exact } = countOf(asked, facts.answer);
    if (wanted && count >= asked.atLeast) return 0;
    if (!exact) return undefined;
    return wanted ? asked.atLeast - count : Math.max(0, count - asked.atLeast + 1);
  }
  if ('dependencies' in predicate) {
    const verdict = facts.dependencies(predicate.dependencies);
    return verdict === undefined ? undefined : verdict === wanted ? 0 : 1;
  }
  if ('not' in predicate) return distance(predicate.not, facts, !wanted);
  const isAll = 'all' in predicate;
  const parts = (isAll ? predicate.all : predicate.any).map((one) => distance(one, facts, wanted));
  return isAll === wanted ? sum(parts) : least(parts);
}

function sum(parts: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    total += part;
  }
  return total;
}

/** The least of several ways; one that is not known may be shorter than any but 0. */
function least(parts: readonly (number | undefined)[]): number | undefined {
  if (parts.includes(0)) return 0;
  return parts.includes(undefined) ? undefined : Math.min(...parts.map((one) => one ?? 0));
}
