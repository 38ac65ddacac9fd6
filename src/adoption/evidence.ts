import type { Place } from '../proposal/probe.ts';
import { compareText } from '../ground/problem.ts';
import type { Answer, Counts, Evidence } from './engine.ts';
import type { BlobScans } from './blob-scans.ts';
import type { TreeFile } from '../git/object-source.ts';
import { placeOf } from './scan.ts';
import type { Scanner } from './scanner.ts';
import { places, type RunningCounts } from './running-counts.ts';

/** Adding and subtracting came to other counts than the head has: the engine is wrong. */
export class CountsDiffer extends Error {
  override name = 'CountsDiffer';
}

/**
 * Evidence from the head's whole tree. Its sums must be what adding and subtracting over the history
 * came to; if not, the engine is wrong and says so instead of writing a guess.
 */
export function answersAt(
  files: readonly TreeFile[],
  scanner: Scanner,
  scans: BlobScans,
  running: RunningCounts,
): Map<string, Answer> {
  const found = scanner.names.map(() => new Map<string, Evidence>());
  const add = (index: number, path: string, place: Place, line: number, via?: string) => {
    const key = `${place}\0${via ?? ''}\0${path}`;
    const evidence = found[index]?.get(key);
    if (evidence === undefined) {
      const fresh = { path, in: place, lines: [line], ...(via === undefined ? {} : { via }) };
      found[index]?.set(key, fresh);
    } else evidence.lines.push(line);
  };
  for (const { path, blob } of files) {
    const at = scanner.classOf(path);
    for (const index of at.files) add(index, path, at.test ? 'tests' : 'code', 1);
    if (at.contents.length === 0) continue;
    for (const [index, hits] of scans.scan(blob, at).hits) {
      for (const hit of hits) add(index, path, placeOf(hit, at.test), hit.line, hit.via);
    }
  }
  return new Map(
    scanner.names.map((name, index) => {
      const evidence = [...(found[index]?.values() ?? [])].sort(
        (a, b) =>
          compareText(a.path, b.path) ||
          compareText(a.in, b.in) ||
          compareText(a.via ?? '', b.via ?? ''),
      );
      const counts: Counts = { code: 0, strings: 0, tests: 0 };
      for (const one of evidence) {
        one.lines.sort((a, b) => a - b);
        counts[one.in] += one.lines.length;
      }
      const points = running.points(index);
      const last = points.at(-1)?.counts;
      if (places.some((place) => last?.[place] !== counts[place])) {
        throw new CountsDiffer(
          `Expected the counts of ${name} at the head to be ${JSON.stringify(counts)}, ` +
            `the history came to ${JSON.stringify(last)}`,
        );
      }
      return [name, { coverage: running.coverage.of(index), counts, evidence, points }];
    }),
  );
}
