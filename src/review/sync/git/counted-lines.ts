import { largestBlobBytes } from '../../../adoption/blob-scans.ts';
import { findTargets } from '../../../adoption/manifest/targets.ts';
import { placeOf, type PathClass } from '../../../adoption/scan.ts';
import { Scanner, type ProbeQuestion } from '../../../adoption/scanner.ts';
import type { Change, ObjectSource } from '../../../git/object-source.ts';
import type { Place } from '../../../proposal/probe.ts';

/** What a commit does to the lines that one probe counts. */
export interface LineChange {
  /** How its counts change. */
  by: Record<Place, number>;
  /** Files in which it adds, removes or rewrites a counted line; a line that only moves is none. */
  paths: ReadonlySet<string>;
}

/** A line that a probe counts, in a file of some class. */
interface Counted {
  probe: number;
  in: Place;
  text: string;
}

/**
 * What each of some commits does to the lines that probes count, by the probe's key; probes that it
 * leaves alone are absent.
 *
 * @param changes what each commit changed
 */
export async function readLineChanges(
  source: ObjectSource,
  question: ProbeQuestion,
  changes: ReadonlyMap<string, readonly Change[]>,
): Promise<Map<string, Map<string, LineChange>>> {
  const all = [...changes.values()].flat();
  const files = all.flatMap(({ path, before, after }) =>
    [before, after].flatMap((blob) => (blob === null ? [] : [{ path, blob }])),
  );
  const scanner = new Scanner(question, await findTargets(files, source, largestBlobBytes));
  const lines = await countedLines(source, scanner, files);
  return new Map(
    [...changes].map(([commit, list]) => [commit, sumOf(list, scanner, lines)] as const),
  );
}

type Lines = ReadonlyMap<string, readonly Counted[]>;

/** One blob is read once, and scanned once for each class of path at which it stands. */
async function countedLines(
  source: ObjectSource,
  scanner: Scanner,
  files: readonly { path: string; blob: string }[],
): Promise<Lines> {
  const wanted = new Map<string, Map<string, { at: PathClass; path: string }>>();
  for (const { path, blob } of files) {
    const at = scanner.classOf(path);
    if (at.contents.length === 0) continue;
    const classes = wanted.get(blob) ?? new Map<string, { at: PathClass; path: string }>();
    if (!classes.has(at.key)) classes.set(at.key, { at, path });
    wanted.set(blob, classes);
  }
  const found = new Map<string, Counted[]>();
  await source.blobs(wanted.keys(), largestBlobBytes, (blob, content) => {
    if (!Buffer.isBuffer(content)) return;
    for (const { at, path } of wanted.get(blob)?.values() ?? []) {
      const { hits } = scanner.scan(content, at, path);
      if (hits.size === 0) continue;
      const texts = content.toString('utf8').split(/\r\n?|\n/);
      const counted = [...hits].flatMap(([probe, list]) =>
        list.map((hit) => ({ probe, in: hit.in, text: (texts[hit.line - 1] ?? '').trim() })),
      );
      found.set(`${blob} ${at.key}`, counted);
    }
  });
  return found;
}

function sumOf(
  changes: readonly Change[],
  scanner: Scanner,
  lines: Lines,
): Map<string, LineChange> {
  /** By probe, place and text: how many more there are of it after the commit. */
  const balance = new Map<
    string,
    { probe: number; in: Place; count: number; paths: Set<string> }
  >();
  const add = (probe: number, place: Place, path: string, text: string, sign: number) => {
    const key = `${probe} ${place} ${text}`;
    const entry = balance.get(key) ?? { probe, in: place, count: 0, paths: new Set<string>() };
    entry.count += sign;
    entry.paths.add(path);
    balance.set(key, entry);
  };
  const stand = (path: string, blob: string | null, sign: number) => {
    if (blob === null) return;
    const at = scanner.classOf(path);
    for (const probe of at.files) add(probe, at.test ? 'tests' : 'code', path, path, sign);
    for (const { probe, text, ...hit } of lines.get(`${blob} ${at.key}`) ?? []) {
      add(probe, placeOf({ ...hit, line: 1 }, at.test), path, text, sign);
    }
  };
  for (const { path, before, after } of changes) {
    stand(path, before, -1);
    stand(path, after, 1);
  }
  const sums = new Map<string, { by: Record<Place, number>; paths: Set<string> }>();
  for (const { probe, in: place, count, paths } of balance.values()) {
    if (count === 0) continue;
    const name = scanner.names[probe] ?? '';
    const sum = sums.get(name) ?? { by: { code: 0, strings: 0, tests: 0 }, paths: new Set() };
    sum.by[place] += count;
    for (const path of paths) sum.paths.add(path);
    sums.set(name, sum);
  }
  return sums;
}
