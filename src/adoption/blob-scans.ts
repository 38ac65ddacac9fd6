import type { Absent, HeldTexts, ObjectSource, TreeFile } from '../git/object-source.ts';
import { nothing, type PathClass, type Scan, type Scanner } from './scanner.ts';

/** Larger blobs are data, and are not read. */
export const largestBlobBytes = 8 * 1024 * 1024;

const mebibyte = 1024 * 1024;

/** A blob as it stands at a path, and what was found in it there. */
export interface PlacedScan {
  path: string;
  scan: Scan;
}

/** The scans of all blobs that the walk meets. */
export class BlobScans {
  readonly #source: ObjectSource;
  readonly #scanner: Scanner;
  /** Per blob, the classes of the paths at which it stands. */
  readonly #wanted = new Map<string, Map<string, { at: PathClass; path: string }>>();
  readonly #scans = new Map<string, Map<string, Scan>>();

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
    const take = (blob: string, content: Buffer | Absent, held?: HeldTexts) => {
      const classes = this.#wanted.get(blob);
      if (classes === undefined) return;
      const scans = new Map<string, Scan>();
      for (const { at, path } of classes.values()) {
        const scan = Buffer.isBuffer(content)
          ? this.#scanner.scan(content, at, path, held)
          : absentScan(content, at);
        if (scan !== nothing) scans.set(at.key, scan);
      }
      if (scans.size > 0) this.#scans.set(blob, scans);
    };
    await this.#source.blobs(this.#wanted.keys(), largestBlobBytes, take, this.#scanner.texts);
  }

  scan(blob: string, at: PathClass): Scan {
    return this.#scans.get(blob)?.get(at.key) ?? nothing;
  }

  /** Every scan with a problem, once, at one of the paths at which its blob stands. */
  *withProblems(): Generator<PlacedScan> {
    for (const [blob, scans] of this.#scans) {
      for (const [key, scan] of scans) {
        const path = this.#wanted.get(blob)?.get(key)?.path;
        if (scan.problems.length > 0 && path !== undefined) yield { path, scan };
      }
    }
  }
}

/** What a blob says that is not there, or is not read for its size. */
function absentScan(reason: Absent, { contents }: PathClass): Scan {
  const fault =
    'missing' in reason
      ? ({ code: 'blob-missing', message: 'content absent from the repository' } as const)
      : ({ code: 'blob-too-large', message: tooLarge(reason.size) } as const);
  const problems = [{ ...fault, probes: contents }];
  return { ...nothing, unread: new Set(contents), problems };
}

function tooLarge(bytes: number): string {
  const size = (bytes / mebibyte).toFixed(1);
  return `${size} MiB, not read: at most ${largestBlobBytes / mebibyte} MiB are`;
}
