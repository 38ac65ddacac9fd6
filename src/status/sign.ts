import type { Predicate } from '../proposal/criteria.ts';
import { countOf, evaluate, holds, leaves, type Count, type Facts, type Leaf } from './evaluate.ts';
import { anyOf, type Verdict } from './verdict.ts';

/** A sign with what its probe counts now. */
export interface CountedSign extends Leaf, Count {
  /** The part of the project that was asked, where the stage asks parts. */
  part?: string;
}

type Answer = Facts['answer'];

function signs(predicate: Predicate | undefined, positive: boolean, answer: Answer): CountedSign[] {
  if (predicate === undefined) return [];
  const found = leaves(predicate).filter((leaf) => leaf.positive === positive);
  return unique(
    found.map((leaf) => ({
      probe: leaf.probe,
      in: leaf.in,
      atLeast: leaf.atLeast,
      ...countOf(leaf, answer),
    })),
  );
}

/** Each sign once; one probe asked in two places is two signs. */
export function unique(all: readonly CountedSign[]): CountedSign[] {
  const key = (sign: CountedSign) => `${sign.probe} ${sign.in.join()} ${sign.atLeast}`;
  return [...new Map(all.map((sign) => [key(sign), sign])).values()];
}

/** The signs that make a predicate hold: only those of branches that hold themselves. */
export function holding(predicate: Predicate | undefined, facts: Facts): CountedSign[] {
  if (predicate === undefined || evaluate(predicate, facts) !== true) return [];
  if (typeof predicate === 'string' || 'probe' in predicate) {
    return signs(predicate, true, facts.answer);
  }
  if ('dependencies' in predicate || 'not' in predicate) return [];
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return unique(parts.flatMap((part) => holding(part, facts)));
}

/** Signs of a predicate that are there, whether it holds or not. */
export function present(predicate: Predicate | undefined, answer: Answer): CountedSign[] {
  return signs(predicate, true, answer).filter((sign) => holds(sign, answer) === true);
}

/** What is there against a predicate: the signs that make what a `not` refuses hold. */
export function against(predicate: Predicate | undefined, facts: Facts): CountedSign[] {
  if (predicate === undefined || evaluate(predicate, facts) === true) return [];
  if (typeof predicate === 'string' || 'probe' in predicate || 'dependencies' in predicate)
    return [];
  if ('not' in predicate) return holding(predicate.not, facts);
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return unique(parts.flatMap((part) => against(part, facts)));
}

/** What keeps a predicate from holding: of the branches that do not, the signs that are not there. */
export function lacking(predicate: Predicate | undefined, facts: Facts): CountedSign[] {
  if (predicate === undefined || evaluate(predicate, facts) === true) return [];
  if (typeof predicate === 'string' || 'probe' in predicate) return absent(predicate, facts.answer);
  if ('dependencies' in predicate || 'not' in predicate) return [];
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return unique(parts.flatMap((part) => lacking(part, facts)));
}

/** Signs of a predicate that are not there; several may be alternatives. */
export function absent(predicate: Predicate | undefined, answer: Answer): CountedSign[] {
  return signs(predicate, true, answer).filter((sign) => holds(sign, answer) === false);
}

/** What a predicate asks to be gone by a `not`, and is gone. */
export function gone(predicate: Predicate | undefined, answer: Answer): CountedSign[] {
  return signs(predicate, false, answer).filter((sign) => holds(sign, answer) === false);
}

/** Is any sign of a predicate there that counts for it? */
export function hasSign(predicate: Predicate | undefined, answer: Answer): Verdict {
  return anyOf(signs(predicate, true, answer).map((sign) => holds(sign, answer)));
}

/**
 * Does a predicate hold because something is there, and not for what is absent alone? A dependency
 * that is through is no sign of this repository's.
 */
export function holdsBySign(predicate: Predicate, facts: Facts, wanted = true): Verdict {
  const verdict = evaluate(predicate, facts);
  if (verdict === !wanted) return false;
  if (typeof predicate === 'string' || 'probe' in predicate) return wanted && verdict;
  if ('dependencies' in predicate) return false;
  if ('not' in predicate) return holdsBySign(predicate.not, facts, !wanted);
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  const found = anyOf(parts.map((part) => holdsBySign(part, facts, wanted)));
  return found === true && verdict === undefined ? undefined : found;
}

/** All that a predicate counts for it, added up. */
export function total(predicate: Predicate | undefined, answer: Answer): Count {
  const all = signs(predicate, true, answer);
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    exact: all.every(({ exact }) => exact),
  };
}
