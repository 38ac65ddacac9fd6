import type { Predicate } from '../proposal/criteria.ts';
import { countOf, evaluate, leaves, type Facts, type Leaf } from './evaluate.ts';

/** A sign with what its probe counts now. */
export interface CountedSign extends Leaf {
  count: number;
}

function signs(
  predicate: Predicate | undefined,
  positive: boolean,
  counts: Facts['counts'],
): CountedSign[] {
  if (predicate === undefined) return [];
  const found = leaves(predicate).filter((leaf) => leaf.positive === positive);
  return unique(
    found.map((leaf) => ({
      probe: leaf.probe,
      in: leaf.in,
      atLeast: leaf.atLeast,
      count: countOf(leaf, counts) ?? 0,
    })),
  );
}

function unique(all: CountedSign[]): CountedSign[] {
  const key = (sign: CountedSign) => `${sign.probe} ${sign.in.join()}`;
  return all.filter((sign, i) => all.findIndex((other) => key(other) === key(sign)) === i);
}

/** The signs that make a predicate hold: only those of branches that hold themselves. */
export function holding(predicate: Predicate | undefined, facts: Facts): CountedSign[] {
  if (predicate === undefined || evaluate(predicate, facts) !== true) return [];
  if (typeof predicate === 'string' || 'probe' in predicate) {
    return signs(predicate, true, facts.counts);
  }
  if ('dependencies' in predicate || 'not' in predicate) return [];
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return unique(parts.flatMap((part) => holding(part, facts)));
}

/** Signs of a predicate that are there, whether it holds or not. */
export function present(predicate: Predicate | undefined, counts: Facts['counts']): CountedSign[] {
  return signs(predicate, true, counts).filter(({ count, atLeast }) => count >= atLeast);
}

/** Signs of a predicate that are not there; several may be alternatives. */
export function absent(predicate: Predicate | undefined, counts: Facts['counts']): CountedSign[] {
  return signs(predicate, true, counts).filter(({ count, atLeast }) => count < atLeast);
}

/** What a predicate asks to be gone by a `not`, and is gone. */
export function gone(predicate: Predicate | undefined, counts: Facts['counts']): CountedSign[] {
  return signs(predicate, false, counts).filter(({ count, atLeast }) => count < atLeast);
}

/** All that a predicate counts for it, added up. */
export function total(predicate: Predicate | undefined, counts: Facts['counts']): number {
  return signs(predicate, true, counts).reduce((sum, { count }) => sum + count, 0);
}
