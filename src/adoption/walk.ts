import type { Place } from '../proposal/probe.ts';
import type { Answer, Counts, Evidence, Point, Reading } from './engine.ts';
import type { Absent, Change, Commit, ObjectSource, TreeFile } from './objects.ts';
import { compareText } from '../proposal/problem.ts';
import type { ReadProblem } from './problem.ts';
import { dayEnd } from './time.ts';
import { placeOf, type PathClass, type Scan, type Scanner } from './scanner.ts';

/** Larger blobs are data, and are skipped. */
export const largestBlob = 8 * 1024 * 1024;

/** So many files of one kind of problem are named; the others are counted. */
const mostNamed = 10;

const places = ['code', 'strings', 'tests'] as const satisfies readonly Place[];

/**
 * Follows the counts of all probes over the first-parent line, exactly: the whole tree of the first
 * commit once, then what each commit changed. Every version of a file is read and scanned once,
 * wherever and however often it stands.
 *
 * @param since day, `YYYY-MM-DD` in UTC: the walk begins with the last commit at or before it, or
 *   with the first commit if all are later
 */
export async function walk(
  source: ObjectSource,
  scanner: Scanner,
  since: string,
): Promise<Reading> {
  const commits = await source.commits();
  const line = timesMonotone(commits);
  const head = commits.at(-1);
  if (head === undefined) throw new Error('Expected at least one commit, got none');
  const start = baselineIndex(line, since);
  const from = line[start] ?? head;

  const first = await source.tree(from.id);
  const steps: { commit: Commit; changes: Change[] }[] = [];
  await source.changes(from.id, (id, changes) => {
    const commit = line[start + 1 + steps.length];
    if (commit?.id !== id) throw new Error(`Expected commit ${commit?.id ?? 'none'}, got ${id}`);
    steps.push({ commit, changes: changes.filter(({ path }) => matters(scanner.classOf(path))) });
  });
  if (start + steps.length !== line.length - 1) {
    throw new Error(
      `Expected ${line.length - 1 - start} commits after the first, got ${steps.length}`,
    );
  }

  const library = new Library(source, scanner);
  library.want(first);
  for (const { changes } of steps) {
    for (const { path, before, after } of changes) {
      if (before !== null) library.want([{ path, blob: before }]);
      if (after !== null) library.want([{ path, blob: after }]);
    }
  }
  await library.read();

  const totals = new Totals(scanner, library);
  for (const { path, blob } of first) totals.add(path, blob, 1);
  totals.mark(from);
  for (const { commit, changes } of steps) {
    for (const { path, before, after } of changes) {
      if (before !== null) totals.add(path, before, -1);
      if (after !== null) totals.add(path, after, 1);
    }
    totals.mark(commit);
  }
  const files = steps.length === 0 ? first : await source.tree(head.id);
  return {
    head,
    from,
    commits: steps.length + 1,
    files,
    answers: answersAt(files, scanner, library, totals),
    problems: library.problems(files),
  };
}

function matters({ files, contents }: PathClass): boolean {
  return files.length > 0 || contents.length > 0;
}

/** Each commit with the latest time up to it. */
function timesMonotone(commits: readonly Commit[]): Commit[] {
  let latest = -Infinity;
  return commits.map(({ id, time }) => ({ id, time: (latest = Math.max(latest, time)) }));
}

/** Index of the last commit on or before the day; 0 if all are later. */
function baselineIndex(line: readonly Commit[], since: string): number {
  const end = dayEnd(since);
  const later = line.findIndex(({ time }) => time >= end);
  return later < 0 ? line.length - 1 : Math.max(0, later - 1);
}

/** The scans of all blobs that the walk meets. */
class Library {
  readonly #source: ObjectSource;
  readonly #scanner: Scanner;
  /** Per blob, the classes of the paths at which it stands. */
  readonly #wanted = new Map<string, Map<string, { at: PathClass; path: string }>>();
  readonly #scans = new Map<string, Map<string, Scan>>();
  readonly #absent = new Map<string, { reason: Absent; path: string }>();

  constructor(source: ObjectSource, scanner: Scanner) {
    this.#source = source;
    this.#scanner = scanner;
  }

  want(files: Iterable<TreeFile>): void {
    for (const { path, blob } of files) {
      const at = this.#scanner.classOf(path);
      if (at.contents.length === 0) continue;
      let classes = this.#wanted.get(blob);
      if (classes === undefined) {
        classes = new Map<string, { at: PathClass; path: string }>();
        this.#wanted.set(blob, classes);
      }
      if (!classes.has(at.key)) classes.set(at.key, { at, path });
    }
  }

  async read(): Promise<void> {
    await this.#source.blobs(this.#wanted.keys(), largestBlob, (blob, content) => {
      const classes = this.#wanted.get(blob);
      if (classes === undefined) return;
      if (!Buffer.isBuffer(content)) {
        const [first] = classes.values();
        this.#absent.set(blob, { reason: content, path: first?.path ?? '' });
        return;
      }
      const scans = new Map<string, Scan>();
      for (const { at } of classes.values()) {
        const scan = this.#scanner.scan(content, at);
        if (scan.hits.size > 0 || scan.problems.length > 0) scans.set(at.key, scan);
      }
      if (scans.size > 0) this.#scans.set(blob, scans);
    });
  }

  scan(blob: string, at: PathClass): Scan | undefined {
    return this.#scans.get(blob)?.get(at.key);
  }

  /** What could not be read anywhere on the walk, and what could not be understood at the head. */
  problems(head: readonly TreeFile[]): ReadProblem[] {
    const problems: ReadProblem[] = [];
    for (const { reason, path } of this.#absent.values()) {
      if ('missing' in reason) {
        problems.push({
          code: 'blob-missing',
          message: 'content absent from the repository',
          path,
        });
      } else {
        const mib = (reason.size / 1024 / 1024).toFixed(1);
        const message = `${mib} MiB, not read: at most ${largestBlob / 1024 / 1024} MiB are`;
        problems.push({ code: 'blob-too-large', message, path });
      }
    }
    for (const { path, blob } of head) {
      const scan = this.scan(blob, this.#scanner.classOf(path));
      for (const problem of scan?.problems ?? []) problems.push({ ...problem, path });
    }
    return summarised(problems);
  }
}

/** Sorted, each once, and of each kind only the first few by name. */
function summarised(problems: readonly ReadProblem[]): ReadProblem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  const result: ReadProblem[] = [];
  const codes = [...new Set(problems.map(({ code }) => code))].sort(compareText);
  for (const code of codes) {
    const same = [...unique.values()]
      .filter((problem) => problem.code === code)
      .sort((a, b) => compareText(a.path ?? '', b.path ?? '') || compareText(a.message, b.message));
    result.push(...same.slice(0, mostNamed));
    const others = same.length - mostNamed;
    if (others > 0) result.push({ code, message: `and ${others} more like these` });
  }
  return result;
}

/** The counts of all probes while commits are added one after the other. */
class Totals {
  readonly #scanner: Scanner;
  readonly #library: Library;
  readonly #counts: Counts[];
  readonly #points: Point[][];
  readonly #touched = new Set<number>();

  constructor(scanner: Scanner, library: Library) {
    this.#scanner = scanner;
    this.#library = library;
    this.#counts = scanner.names.map(() => ({ code: 0, strings: 0, tests: 0 }));
    this.#points = scanner.names.map(() => []);
  }

  add(path: string, blob: string, sign: 1 | -1): void {
    const at = this.#scanner.classOf(path);
    const change = (index: number, place: Place) => {
      const counts = this.#counts[index];
      if (counts === undefined) return;
      counts[place] += sign;
      this.#touched.add(index);
    };
    for (const index of at.files) change(index, at.test ? 'tests' : 'code');
    if (at.contents.length === 0) return;
    for (const [index, hits] of this.#library.scan(blob, at)?.hits ?? []) {
      for (const hit of hits) change(index, placeOf(hit, at.test));
    }
  }

  /** Every probe whose counts the commit changed gets a point; the first commit gives each one. */
  mark(commit: Commit): void {
    for (const [index, counts] of this.#counts.entries()) {
      const last = this.#points[index]?.at(-1);
      if (last !== undefined && !this.#touched.has(index)) continue;
      if (last !== undefined && places.every((place) => last.counts[place] === counts[place])) {
        continue;
      }
      this.#points[index]?.push({ commit: commit.id, time: commit.time, counts: { ...counts } });
    }
    this.#touched.clear();
  }

  points(index: number): Point[] {
    return this.#points[index] ?? [];
  }
}

/**
 * Evidence from the head's whole tree. Its sums must be what adding and subtracting over the history
 * came to; if not, the engine is wrong and says so instead of writing a guess.
 */
function answersAt(
  files: readonly TreeFile[],
  scanner: Scanner,
  library: Library,
  totals: Totals,
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
    for (const [index, hits] of library.scan(blob, at)?.hits ?? []) {
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
      const points = totals.points(index);
      const last = points.at(-1)?.counts;
      if (places.some((place) => last?.[place] !== counts[place])) {
        throw new Error(
          `Expected the counts of ${name} at the head to be ${JSON.stringify(counts)}, ` +
            `the history came to ${JSON.stringify(last)}`,
        );
      }
      return [name, { counts, evidence, points }];
    }),
  );
}
