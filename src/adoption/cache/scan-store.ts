import type { StatementSync } from 'node:sqlite';
import { joinedScans } from '../finding.ts';
import { howRead } from '../file/source-file.ts';
import { nothing, type PathClass, type Scan } from '../scan.ts';
import type { Scanner } from '../scanner.ts';
import type { CacheFile } from './cache-file.ts';
import { readScan, writtenScan } from './scan-record.ts';

/** Scans are written together, so many at a time. */
const rowsAtOnce = 4000;

/** What is known of a content, and the probes that must still look into it. */
export interface Remembered {
  scan: Scan;
  open: readonly number[];
}

/** A class of paths as it stands in the file: how it is read, and for which probes. */
interface Question {
  id: number;
  /** Names of probes, in the order of their places in a record. */
  keys: readonly string[];
}

/** A class of paths, with the question that is the same, or that shares most probes with it. */
interface Asked {
  id: number;
  /** Of the probes in records of this class. */
  places: ReadonlyMap<number, number>;
  /** From where to read: the same question first, then the most alike. */
  from: Known[];
}

interface Known {
  id: number;
  wanted: ReadonlyMap<number, readonly number[]>;
  open: readonly number[];
  /** What was read of it: most contents hold one of a few things. */
  scans: Map<string, Scan | undefined>;
}

/** Distinct records of a question that are kept as they were understood. */
const mostScans = 10_000;

/** Remembers what was found in each content, across runs and probes. */
export class ScanStore {
  readonly #file: CacheFile;
  readonly #scanner: Scanner;
  readonly #asked = new Map<string, Asked | undefined>();
  #select: StatementSync | undefined;
  #rows: { question: number; blob: Buffer; found: string }[] = [];

  constructor(file: CacheFile, scanner: Scanner) {
    this.#file = file;
    this.#scanner = scanner;
  }

  /** What earlier runs found in a content at paths of this class. */
  of(blob: string, at: PathClass): Remembered {
    const id = Buffer.from(blob, 'hex');
    for (const known of this.#askedAt(at)?.from ?? []) {
      const { id: question, open } = known;
      const row = this.#file.use((database) => {
        this.#select ??= database.prepare('SELECT found FROM scan WHERE question = ? AND blob = ?');
        return this.#select.get(question, id);
      });
      const found = row?.['found'];
      if (typeof found !== 'string') continue;
      const scan = understood(found, known);
      if (scan !== undefined) return { scan, open };
    }
    return { scan: nothing, open: at.contents };
  }

  /** Keeps what is known of a content now. */
  keep(blob: string, at: PathClass, before: Remembered, now: Scan): Scan {
    const scan = joinedScans(before.scan, now);
    const asked = this.#askedAt(at);
    const found = asked === undefined ? undefined : writtenScan(scan, asked.places);
    if (asked === undefined || found === undefined) return scan;
    this.#rows.push({ question: asked.id, blob: Buffer.from(blob, 'hex'), found });
    if (this.#rows.length >= rowsAtOnce) this.flush();
    return scan;
  }

  /** Writes what is not written yet. */
  flush(): void {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0) return;
    this.#file.change((database) => {
      const insert = database.prepare('INSERT OR REPLACE INTO scan VALUES (?, ?, ?)');
      for (const { question, blob, found } of rows) insert.run(question, blob, found);
    });
  }

  #askedAt(at: PathClass): Asked | undefined {
    if (!this.#asked.has(at.key)) this.#asked.set(at.key, this.#ask(at));
    return this.#asked.get(at.key);
  }

  #ask({ name, contents }: PathClass): Asked | undefined {
    const how = howRead(name);
    const indexes = Map.groupBy(contents, (index) => this.#scanner.keys[index] ?? '');
    const keys = [...indexes.keys()].sort();
    const text = JSON.stringify([how, ...keys]);
    return this.#file.use((database) => {
      const others = database
        .prepare('SELECT id, keys FROM question')
        .all()
        .flatMap((row) => questionOf(row, how));
      const used = Date.now();
      database
        .prepare(
          `INSERT INTO question (keys, used) VALUES (?, ?)
           ON CONFLICT (keys) DO UPDATE SET used = excluded.used`,
        )
        .run(text, used);
      const id = Number(
        database.prepare('SELECT id FROM question WHERE keys = ?').get(text)?.['id'],
      );
      const places = new Map<number, number>();
      for (const [place, key] of keys.entries()) {
        for (const index of indexes.get(key) ?? []) places.set(index, place);
      }
      const sharing = others
        .map(({ id: other, keys: theirs }) => {
          const wanted = new Map<number, readonly number[]>();
          for (const [place, key] of theirs.entries()) {
            const found = indexes.get(key);
            if (found !== undefined) wanted.set(place, found);
          }
          const known = new Set([...wanted.values()].flat());
          const open = contents.filter((index) => !known.has(index));
          return { id: other, wanted, open, scans: new Map<string, Scan | undefined>() };
        })
        .filter(({ wanted }) => wanted.size > 0)
        // Another may know all of this one's probes, but of few contents.
        .sort(
          (a, b) =>
            Number(b.id === id) - Number(a.id === id) ||
            a.open.length - b.open.length ||
            b.id - a.id,
        );
      return { id, places, from: sharing.slice(0, 2) };
    });
  }
}

function understood(found: string, { wanted, scans }: Known): Scan | undefined {
  if (!scans.has(found)) {
    if (scans.size >= mostScans) scans.clear();
    scans.set(found, readScan(found, wanted));
  }
  return scans.get(found);
}

/** A question of the file, if it is about contents that are read in this way. */
function questionOf(row: Record<string, unknown>, how: string): Question[] {
  const { id, keys } = row;
  if (typeof id !== 'number' || typeof keys !== 'string') return [];
  const [theirs, ...names] = JSON.parse(keys) as string[];
  return theirs === how ? [{ id, keys: names }] : [];
}
