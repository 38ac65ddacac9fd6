import type { Predicate } from '../proposal/criteria.ts';
import { countOf, leaves, type Facts, type Leaf } from './evaluate.ts';

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
  const unique = found.filter(
    (leaf, i) =>
      found.findIndex(
        ({ probe, in: places }) => probe === leaf.probe && places.join() === leaf.in.join(),
      ) === i,
  );
  return unique.map((leaf) => ({
    probe: leaf.probe,
    in: leaf.in,
    atLeast: leaf.atLeast,
    count: countOf(leaf, counts) ?? 0,
  }));
}

/** Signs of a predicate that are there. */
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
