import type { Predicate } from '../proposal/criteria.ts';
import type { Place } from '../proposal/probe.ts';
import type { Counts } from '../adoption/engine.ts';

/** What a predicate says; `undefined` while something that it asks is not known. */
export type Verdict = boolean | undefined;

/** What a predicate is held against. */
export interface Facts {
  /** Undefined: the probe was not answered. */
  counts: (probe: string) => Counts | undefined;
  /** Are all projects that this one depends on through that stage? */
  dependencies: (stage: string) => Verdict;
}

/** A probe as a predicate asks it. */
export interface Leaf {
  probe: string;
  in: readonly Place[];
  atLeast: number;
}

export function leaf(
  predicate: string | { probe: string; in?: Place[] | undefined; atLeast?: number | undefined },
): Leaf {
  if (typeof predicate === 'string') return { probe: predicate, in: ['code'], atLeast: 1 };
  return { probe: predicate.probe, in: predicate.in ?? ['code'], atLeast: predicate.atLeast ?? 1 };
}

/** How many matches a leaf counts, or undefined while its probe is not answered. */
export function countOf({ probe, in: places }: Leaf, counts: Facts['counts']): number | undefined {
  const found = counts(probe);
  return found && places.reduce((sum, place) => sum + found[place], 0);
}

/** Three-valued: what is not known stays unknown unless the rest decides. */
export function evaluate(predicate: Predicate, facts: Facts): Verdict {
  if (typeof predicate === 'string' || 'probe' in predicate) {
    const asked = leaf(predicate);
    const count = countOf(asked, facts.counts);
    return count === undefined ? undefined : count >= asked.atLeast;
  }
  if ('dependencies' in predicate) return facts.dependencies(predicate.dependencies);
  if ('not' in predicate) {
    const inner = evaluate(predicate.not, facts);
    return inner === undefined ? undefined : !inner;
  }
  const [parts, decides] = 'all' in predicate ? [predicate.all, false] : [predicate.any, true];
  let unknown = false;
  for (const part of parts) {
    const verdict = evaluate(part, facts);
    if (verdict === decides) return decides;
    unknown ||= verdict === undefined;
  }
  return unknown ? undefined : !decides;
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
