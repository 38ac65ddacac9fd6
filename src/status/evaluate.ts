import type { Predicate } from '../proposal/criteria.ts';
import type { Place } from '../proposal/probe.ts';
import type { Counts } from '../adoption/engine.ts';
import type { Gap } from './gap.ts';
import { allOf, anyOf, not, type Verdict } from './verdict.ts';

/** What a probe says at one moment. */
export interface Answered {
  counts: Counts;
  /** Why there may be more than these; absent: the counts are exact. */
  gap?: Gap;
  /** It found no file to look at, and its author says that this means none: no finding of its own. */
  unlooked?: true;
}

/** What a predicate is held against. */
export interface Facts {
  /** Undefined: nothing is known of the probe. */
  answer: (probe: string) => Answered | undefined;
  /** Are all projects that this one depends on through that stage? */
  dependencies: (stage: string) => Verdict;
}

/** A probe as a predicate asks it. */
export interface Leaf {
  probe: string;
  in: readonly Place[];
  atLeast: number;
}

/** How many matches there are: so many, or at least so many. */
export interface Count {
  count: number;
  exact: boolean;
}

export function leaf(
  predicate: string | { probe: string; in?: Place[] | undefined; atLeast?: number | undefined },
): Leaf {
  if (typeof predicate === 'string') return { probe: predicate, in: ['code'], atLeast: 1 };
  return { probe: predicate.probe, in: predicate.in ?? ['code'], atLeast: predicate.atLeast ?? 1 };
}

/** How many matches a leaf counts; a probe without an answer has at least none. */
export function countOf({ probe, in: places }: Leaf, answer: Facts['answer']): Count {
  const found = answer(probe);
  if (found === undefined) return { count: 0, exact: false };
  return {
    count: places.reduce((sum, place) => sum + found.counts[place], 0),
    exact: found.gap === undefined,
  };
}

/** Three-valued: what is not known stays unknown unless the rest decides. */
export function evaluate(predicate: Predicate, facts: Facts): Verdict {
  if (typeof predicate === 'string' || 'probe' in predicate) {
    return holds(leaf(predicate), facts.answer);
  }
  if ('dependencies' in predicate) return facts.dependencies(predicate.dependencies);
  if ('not' in predicate) return not(evaluate(predicate.not, facts));
  return 'all' in predicate
    ? allOf(predicate.all.map((part) => evaluate(part, facts)))
    : anyOf(predicate.any.map((part) => evaluate(part, facts)));
}

/** Is the sign there? A lower bound can say yes, never no. */
export function holds(asked: Leaf, answer: Facts['answer']): Verdict {
  const { count, exact } = countOf(asked, answer);
  if (count >= asked.atLeast) return true;
  return exact ? false : undefined;
}

/** The probes of a predicate that count for it (`positive`) or, under a `not`, against it. */
export function leaves(predicate: Predicate, positive = true): (Leaf & { positive: boolean })[] {
  if (typeof predicate === 'string' || 'probe' in predicate) {
    return [{ ...leaf(predicate), positive }];
  }
  if ('dependencies' in predicate) return [];
  if ('not' in predicate) return leaves(predicate.not, !positive);
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return parts.flatMap((part) => leaves(part, positive));
}
