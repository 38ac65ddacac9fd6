import { compareText } from '../ground/problem.ts';
import type { TreeFile } from '../git/object-source.ts';
import type { BlobScans } from './blob-scans.ts';
import type { PlacedProblems } from './walk-state.ts';
import type { ScanProblem } from './scan.ts';
import type { Scanner } from './scanner.ts';
import { splitKey } from './parts.ts';
import type { SnapshotProblem } from './snapshot.ts';

/** So many files of one kind of problem are named; the others are counted. */
const mostNamed = 10;

/**
 * What could not be read anywhere on the walk: first what stands at the head, then what stood in the
 * history alone. A path is named once for each kind of problem, whichever of its versions had it; of
 * several in the history the message that sorts first is told, in whatever order a walk met them.
 *
 * @param all of the walk
 */
export function foundProblems(
  head: readonly TreeFile[],
  scanner: Scanner,
  scans: BlobScans,
  all: readonly PlacedProblems[],
): SnapshotProblem[] {
  const found = new Map<string, SnapshotProblem>();
  const add = (path: string, at: 'head' | 'history', { code, message, probes }: ScanProblem) => {
    const names = [
      ...new Set(probes.map((index) => splitKey(scanner.names[index] ?? '').probe)),
    ].sort(compareText);
    const key = `${code} ${names.join(' ')} ${path}`;
    const known = found.get(key);
    if (known?.at === 'head') return;
    if (known !== undefined && compareText(known.message, message) <= 0) return;
    found.set(key, { code, message, path, at, probes: names });
  };
  for (const { path, blob } of head) {
    const at = scanner.classOf(path);
    if (at.contents.length === 0) continue;
    for (const problem of scans.scan(blob, at).problems) add(path, 'head', problem);
  }
  for (const { path, problems } of all) {
    for (const problem of problems) add(path, 'history', problem);
  }
  return summarised([...found.values()]);
}

/** Sorted, and of each kind only the first few by name. */
function summarised(problems: readonly SnapshotProblem[]): SnapshotProblem[] {
  const groups = Map.groupBy(problems, ({ at, code }) => `${at} ${code}`);
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, same]) => {
      const sorted = same.toSorted(
        (a, b) => compareText(a.path ?? '', b.path ?? '') || compareText(a.message, b.message),
      );
      const others = sorted.slice(mostNamed);
      const [first] = others;
      if (first === undefined) return sorted;
      const probes = [...new Set(others.flatMap((one) => one.probes ?? []))].sort(compareText);
      const message = `and ${others.length} more like these`;
      return [...sorted.slice(0, mostNamed), { code: first.code, message, at: first.at, probes }];
    });
}
