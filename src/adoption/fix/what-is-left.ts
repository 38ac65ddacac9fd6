import type { Predicate } from '../../proposal/criteria.ts';
import type { Place } from '../../proposal/probe.ts';
import type { AdoptionSnapshot, ProbeAnswer } from '../snapshot.ts';

/** Where a predicate counts the matches of its probes; what it wants to be absent is not among them. */
export function countedPlaces(
  predicate: Predicate | undefined,
  found = new Map<string, Set<Place>>(),
): Map<string, Set<Place>> {
  const add = (probe: string, places: readonly Place[]) => {
    found.set(probe, new Set([...(found.get(probe) ?? []), ...places]));
  };
  if (predicate === undefined) return found;
  if (typeof predicate === 'string') add(predicate, ['code']);
  else if ('probe' in predicate) add(predicate.probe, predicate.in ?? ['code']);
  else if ('all' in predicate) for (const one of predicate.all) countedPlaces(one, found);
  else if ('any' in predicate) for (const one of predicate.any) countedPlaces(one, found);
  return found;
}

/** What probes counted in a reading. */
export interface Left {
  /** Per probe. */
  counts: Map<string, number>;
  /** Lines by path. */
  evidence: Map<string, Set<number>>;
  /** Files that a probe could not read, and probes that found no file to look at. */
  unread: number;
}

/** What of some probes a reading found, in the places that count. */
export function whatIsLeft(
  { probes, partProbes }: Pick<AdoptionSnapshot, 'probes' | 'partProbes'>,
  places: ReadonlyMap<string, ReadonlySet<Place>>,
): Left {
  const left: Left = { counts: new Map(), evidence: new Map(), unread: 0 };
  for (const [probe, counted] of places) {
    const answers = [probes, ...Object.values(partProbes)].flatMap((by): ProbeAnswer[] => {
      const answer = by[probe];
      return answer === undefined ? [] : [answer];
    });
    if (answers.length === 0) left.unread++;
    let count = 0;
    for (const { counts, evidence, coverage } of answers) {
      left.unread += coverage.unread.head;
      for (const place of counted) count += counts[place];
      for (const { path, in: place, lines } of evidence) {
        if (!counted.has(place)) continue;
        const known = left.evidence.get(path) ?? new Set();
        for (const line of lines) known.add(line);
        left.evidence.set(path, known);
      }
    }
    left.counts.set(probe, count);
  }
  return left;
}
