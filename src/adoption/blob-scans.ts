import type { Absent, ObjectSource, TreeFile } from '../git/object-source.ts';
import type { Remembered, ScanStore } from './cache/scan-store.ts';
import { joinedScans } from './finding.ts';
import { nothing, type PathClass, type Scan } from './scan.ts';
import { isPointer } from './file/lfs-pointer.ts';
import type { Scanner } from './scanner.ts';
import type { PlacedProblems } from './walk-state.ts';

/** Larger blobs are data, and are not read. */
export const largestBlobBytes = 8 * 1024 * 1024;

const mebibyte = 1024 * 1024;

/** The scans of all blobs that the walk meets. */
export class BlobScans {
  readonly #source: ObjectSource;
  readonly #scanner: Scanner;
  readonly #store: ScanStore | undefined;
  readonly #before: readonly PlacedProblems[];
  /** Per blob, the classes of the paths at which it stands. */
  readonly #wanted = new Map<string, Map<string, { at: PathClass; path: string }>>();
  readonly #scans = new Map<string, Map<string, Scan>>();

  /**
   * @param store what earlier runs found, if they left it
   * @param before what could not be read where the walk that is gone on with was
   */
  constructor(
    source: ObjectSource,
    scanner: Scanner,
    store?: ScanStore,
    before: readonly PlacedProblems[] = [],
  ) {
    this.#source = source;
    this.#scanner = scanner;
    this.#store = store;
    this.#before = before;
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

  /** @param progress is told how many of the contents that must be read are */
  async read(progress?: (done: number, total: number) => void): Promise<void> {
    const open = this.#recalled();
    let done = 0;
    await this.#source.blobs(
      open.keys(),
      largestBlobBytes,
      (blob, content, stored) => {
        progress?.(++done, open.size);
        for (const { at, path, before } of open.get(blob) ?? []) {
          if (!Buffer.isBuffer(content) || isPointer(content)) {
            this.#set(blob, at, joinedScans(before.scan, absentScan(content, before.open)));
            continue;
          }
          const scan = this.#scanner.scan(content, at, path, stored, before.open);
          this.#set(blob, at, this.#store?.keep(blob, at, before, scan) ?? scan);
        }
      },
      this.#scanner.texts,
      (content, stored) => {
        this.#scanner.between(content, stored);
      },
    );
    this.#store?.flush();
  }

  /** Takes what earlier runs know; gives the blobs that must be read, with what is known of each. */
  #recalled(): Map<string, { at: PathClass; path: string; before: Remembered }[]> {
    const open = new Map<string, { at: PathClass; path: string; before: Remembered }[]>();
    for (const [blob, classes] of this.#wanted) {
      for (const { at, path } of classes.values()) {
        const before = this.#store?.of(blob, at) ?? { scan: nothing, open: at.contents };
        if (before.open.length === 0) {
          this.#set(blob, at, before.scan);
          continue;
        }
        const others = open.get(blob);
        if (others === undefined) open.set(blob, [{ at, path, before }]);
        else others.push({ at, path, before });
      }
    }
    return open;
  }

  #set(blob: string, at: PathClass, scan: Scan): void {
    if (scan === nothing) return;
    const scans = this.#scans.get(blob);
    if (scans === undefined) this.#scans.set(blob, new Map([[at.key, scan]]));
    else scans.set(at.key, scan);
  }

  scan(blob: string, at: PathClass): Scan {
    return this.#scans.get(blob)?.get(at.key) ?? nothing;
  }

  /** What could not be read, once for each content, in the order in which the walk met them. */
  problems(): PlacedProblems[] {
    const known = new Set(this.#before.map(({ blob, key }) => `${blob} ${key}`));
    const found = [...this.#before];
    for (const [blob, classes] of this.#wanted) {
      for (const [key, { at, path }] of classes) {
        const { problems } = this.scan(blob, at);
        if (problems.length === 0 || known.has(`${blob} ${key}`)) continue;
        const copied = problems.map(({ code, message, probes }) => ({
          ...{ code, message },
          probes: [...probes],
        }));
        found.push({ blob, key, path, problems: copied });
      }
    }
    return found;
  }
}

/** What a blob says that is not there, is not read for its size, or says where it is kept instead. */
function absentScan(reason: Absent | Buffer, contents: readonly number[]): Scan {
  const fault =
    Buffer.isBuffer(reason) || 'missing' in reason
      ? ({ code: 'blob-missing', message: missing(reason) } as const)
      : ({ code: 'blob-too-large', message: tooLarge(reason.size) } as const);
  const problems = [{ ...fault, probes: contents }];
  return { ...nothing, unread: new Set(contents), problems };
}

function missing(reason: Absent | Buffer): string {
  return Buffer.isBuffer(reason)
    ? 'kept outside of git (Git LFS): the repository has a pointer to it alone'
    : 'content absent from the repository';
}

function tooLarge(bytes: number): string {
  const size = (bytes / mebibyte).toFixed(1);
  return `${size} MiB, not read: at most ${largestBlobBytes / mebibyte} MiB are`;
}
