import type { Bound } from '../adoption/snapshot.ts';
import { placeSchema, type Place } from '../proposal/probe.ts';
import type { Stage } from '../proposal/stage.ts';
import { leaves } from './evaluate.ts';
import type { ProbeWhy } from './why.ts';

/** What one probe found at the places that a stage asks, as a page tells it. */
export interface Finding extends Pick<ProbeWhy, 'probe' | 'title' | 'now' | 'files' | 'evidence'> {
  /** The parts of which this holds; empty: the project as a whole. */
  parts: string[];
  places: Place[];
  /** Is a match a thing to remove, or a sign that something is there? */
  isBad: boolean;
  /** Matches at those places. */
  count: number;
  /**
   * The commits at which that number changed, oldest first, with what it was before, and what it is worth
   * from then on; `isExact`: so was the one before.
   */
  changes: {
    commit: string;
    date: string;
    before: number;
    count: number;
    bound: Bound;
    isExact: boolean;
  }[];
}

/**
 * What a stage's probes found. Only what concerns the places asked is kept, and parts of which nothing
 * was found, now or ever, are told together.
 */
export function findingsOf({ criteria }: Pick<Stage, 'criteria'>, probes: readonly ProbeWhy[]) {
  const asked = askedOf(criteria);
  const each = probes.map((why): Finding => {
    const { probe, title, part, now, files, evidence } = why;
    const leavesOf = asked.filter((leaf) => leaf.probe === probe);
    const places = placeSchema.options.filter((place) =>
      leavesOf.length === 0 ? place === 'code' : leavesOf.some((leaf) => leaf.in.includes(place)),
    );
    const value = (counts: Record<Place, number>) =>
      places.reduce((sum, place) => sum + counts[place], 0);
    const values = why.changes.map((change, i) => {
      const { commit, date, counts, bound } = change;
      const earlier = why.changes[i - 1] ?? change;
      return {
        commit,
        date,
        before: value(earlier.counts),
        count: value(counts),
        bound,
        isExact: bound === 'exact' && earlier.bound === 'exact',
      };
    });
    return {
      probe,
      title,
      parts: part === undefined ? [] : [part],
      places,
      now,
      files,
      isBad: leavesOf[0]?.isBad ?? true,
      evidence: evidence.filter((one) => places.includes(one.in)),
      count: now === undefined ? 0 : value(now.counts),
      changes: values.filter(({ before, count }) => count !== before),
    };
  });
  const isNothing = ({ count, changes, now }: Finding) =>
    count === 0 && changes.length === 0 && Object.values(now?.counts ?? {}).every((n) => n === 0);
  const groups = Map.groupBy(each, (one, i) =>
    one.parts.length > 0 && isNothing(one)
      ? [one.probe, one.now === undefined, one.now?.gap?.words].join(' ')
      : i,
  );
  return [...groups.values()].map((same) => {
    const [first] = same as [Finding];
    return { ...first, parts: same.flatMap(({ parts }) => parts), files: sumOfFiles(same) };
  });
}

/** Is it an answer to what is asked today? A lower bound is one. */
export function isAnswered({ now }: Pick<Finding, 'now'>): boolean {
  return now !== undefined && (now.gap === undefined || now.gap.kind === 'unreadable');
}

/** The leaves of `bad` and `good`; of what is only asked whether it is affected, a match is bad. */
function askedOf({ bad, good }: Stage['criteria']) {
  return [
    ...(bad === undefined ? [] : leaves(bad)).map((leaf) => ({ ...leaf, isBad: leaf.positive })),
    ...(good === undefined ? [] : leaves(good)).map((leaf) => ({ ...leaf, isBad: !leaf.positive })),
  ];
}

function sumOfFiles(same: readonly Finding[]): Finding['files'] {
  return same.reduce<Finding['files']>(
    (sum, { files }) =>
      sum === null || files === null
        ? (sum ?? files)
        : { looked: sum.looked + files.looked, unread: sum.unread + files.unread },
    null,
  );
}

/** By which a finding is known on a page: the same probe, parts and places say the same at every stage. */
export function findingKey({ probe, parts, places }: Finding): string {
  return [probe, parts.join(), places.join()].join('--');
}
