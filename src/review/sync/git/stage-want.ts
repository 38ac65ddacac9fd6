import type { Criteria, Predicate } from '../../../proposal/criteria.ts';
import { references } from '../../../proposal/criteria.ts';
import type { Place } from '../../../proposal/probe.ts';

/** How a stage wants the count of a probe to move. */
export interface Want {
  probe: string;
  places: readonly Place[];
  direction: 'fewer' | 'more';
}

/**
 * What a stage's criteria want of their probes: less of what is bad, more of what is good. An absence
 * that is only one of several ways to be through is left out: such a fall belongs to the stage that
 * is there for it, or is a matter of something else.
 */
export function wantsOf({ bad, good }: Criteria): Want[] {
  return [
    ...(bad === undefined ? [] : wants(bad, false, false)),
    ...(good === undefined ? [] : wants(good, true, false)),
  ];
}

/** Every probe that a stage's criteria name. */
export function probesOf({ affected, bad, good }: Criteria): Set<string> {
  const all = [affected, bad, good].filter((one) => one !== undefined);
  return new Set(
    all.flatMap((predicate) =>
      [...references(predicate)].flatMap(({ kind, name }) => (kind === 'probe' ? [name] : [])),
    ),
  );
}

/** @param isOneOf it stands in a list of which one is enough, so that others may do as well */
function wants(predicate: Predicate, isGood: boolean, isOneOf: boolean): Want[] {
  if (typeof predicate === 'string') return wants({ probe: predicate }, isGood, isOneOf);
  if ('probe' in predicate) {
    const direction = isGood ? 'more' : 'fewer';
    const places = predicate.in ?? ['code'];
    return isOneOf && !isGood ? [] : [{ probe: predicate.probe, places, direction }];
  }
  if ('dependencies' in predicate) return [];
  if ('not' in predicate) return wants(predicate.not, !isGood, isOneOf);
  const isAll = 'all' in predicate;
  const list = isAll ? predicate.all : predicate.any;
  // One of what is good may be enough; what is bad only together ends with one of its parts.
  const isChoice = list.length > 1 && isAll !== isGood;
  return list.flatMap((part) => wants(part, isGood, isOneOf || isChoice));
}
