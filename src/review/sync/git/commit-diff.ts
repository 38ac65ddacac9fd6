import type { Change } from '../../../git/object-source.ts';
import type { Place } from '../../../proposal/probe.ts';
import type { LineChange } from './counted-lines.ts';
import { probesOf, wantsOf, type Want } from './stage-want.ts';
import type { Stage } from '../../../proposal/stage.ts';

/** What a commit's diff says about one stage. */
export interface StageDiff {
  /** Probes that it moves as the stage wants, in words: `old-import: 3 fewer`. */
  moves: readonly string[];
  /** Probes of the stage that count a line which it changes, and in which files. */
  touches: readonly { probe: string; paths: readonly string[] }[];
}

/** What a commit's diff says about a plan. */
export interface CommitDiff {
  /** Paths that it changes. */
  paths: readonly string[];
  /** By stage; absent: the stage is not for the commit's project. */
  stages: ReadonlyMap<string, StageDiff>;
}

/** A stage as far as diffs are held against it. */
export type JudgedStage = Pick<Stage, 'id' | 'criteria'>;

/**
 * Holds diffs against the stages of a plan that are for their project, in the plan's order.
 *
 * A fall or rise is told of the first stage that asks for it: the later ones stand on that.
 */
export function diffJudge(stages: readonly JudgedStage[]) {
  const wanted = stages.map(({ id, criteria }) => ({ id, wants: wantsOf(criteria) }));
  const named = stages.map(({ id, criteria }) => ({ id, probes: probesOf(criteria) }));
  return (
    changes: readonly Change[],
    lines: ReadonlyMap<string, LineChange> | undefined,
  ): CommitDiff => {
    const byProbe = summedByProbe(lines ?? new Map<string, LineChange>());
    const moves = movesOf(wanted, byProbe);
    const judged = named.map(({ id, probes }) => {
      const touches = [...probes].sort().flatMap((probe) => {
        const paths = byProbe.get(probe)?.paths;
        return paths === undefined ? [] : [{ probe, paths: [...paths].sort() }];
      });
      return [id, { moves: moves.get(id) ?? [], touches }] as const;
    });
    return { paths: [...new Set(changes.map(({ path }) => path))], stages: new Map(judged) };
  };
}

/** A probe that asks each part by itself has a key for each; together they are the probe. */
function summedByProbe(lines: ReadonlyMap<string, LineChange>): Map<string, LineChange> {
  const sums = new Map<string, LineChange>();
  for (const [key, { by, paths }] of lines) {
    const [probe = key] = key.split(' ');
    const sum = sums.get(probe);
    if (sum === undefined) sums.set(probe, { by, paths });
    else {
      const add = (place: Place) => sum.by[place] + by[place];
      const all = { code: add('code'), strings: add('strings'), tests: add('tests') };
      sums.set(probe, { by: all, paths: new Set([...sum.paths, ...paths]) });
    }
  }
  return sums;
}

function movesOf(
  stages: readonly { id: string; wants: readonly Want[] }[],
  byProbe: ReadonlyMap<string, LineChange>,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const told = new Set<string>();
  for (const { id, wants } of stages) {
    const here = new Map<string, number>();
    for (const { probe, places, direction } of wants) {
      const by = byProbe.get(probe)?.by;
      for (const place of by === undefined ? [] : new Set(places)) {
        const count = by?.[place] ?? 0;
        const key = `${probe} ${place} ${direction}`;
        const isWanted = direction === 'fewer' ? count < 0 : count > 0;
        if (!isWanted || told.has(key)) continue;
        told.add(key);
        here.set(
          `${probe} ${direction}`,
          (here.get(`${probe} ${direction}`) ?? 0) + Math.abs(count),
        );
      }
    }
    if (here.size === 0) continue;
    const words = [...here].map(([key, count]) => {
      const [probe, direction] = key.split(' ');
      return `${probe}: ${count} ${direction}`;
    });
    found.set(id, words.sort());
  }
  return found;
}
