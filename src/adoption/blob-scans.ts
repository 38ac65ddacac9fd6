import { compareText } from '../ground/problem.ts';
import type { Absent, ObjectSource, TreeFile } from '../git/object-source.ts';
import type { ReadProblem } from '../git/read-problem.ts';
import type { PathClass, Scan, Scanner } from './scanner.ts';

/** Larger blobs are data, and are skipped. */
export const largestBlob = 8 * 1024 * 1024;

/** So many files of one kind of problem are named; the others are counted. */
const mostNamed = 10;

/** The scans of all blobs that the walk meets. */
export class Library {
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
      for (const { at, path } of classes.values()) {
        const scan = this.#scanner.scan(content, at, path);
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
