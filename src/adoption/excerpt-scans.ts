import { LRUCache } from 'lru-cache';
import type { Stored } from '../git/object-source.ts';
import { Excerpt } from './file/excerpt.ts';
import { SourceFile, type FileName } from './file/source-file.ts';
import { VersionMemory } from './file/version-memory.ts';
import type { PathClass, Scan } from './scan.ts';
import { FirstLines, pythonLines } from './syntax/python-lines.ts';

/** Characters of the excerpts whose scans are kept, and what a hit in one counts beside them. */
const mostKeptCharacters = 8 * 1024 * 1024;
const charactersOfHit = 50;

/** Sets of probes whose plans are kept. */
const mostPlans = 1000;

/** What some probes came to in an excerpt, and those of them to which it does not tell. */
interface Looked {
  scan: Scan;
  left: readonly number[];
}

/** Of some probes, those that an excerpt can answer. */
interface Plan {
  near: readonly number[];
  others: readonly number[];
  /** By the index of a text, 1 where lines that hold it are in the excerpt. */
  isAsked: Uint8Array;
}

/**
 * Puts probes to what they look at of a Python file, where it is known where the texts stand that
 * those lines hold: hundreds of versions of a file have the same lines, and what a version copies from
 * another is not lexed again.
 */
export class ExcerptScans {
  readonly #linesOf: (probe: number) => readonly string[] | undefined;
  readonly #indexOf: (text: string) => number | undefined;
  readonly #look: (file: SourceFile, name: FileName, asked: readonly number[]) => Looked;
  readonly #plans = new LRUCache<string, Plan>({ max: mostPlans });
  readonly #known = new LRUCache<string, Looked>({
    maxSize: mostKeptCharacters,
    sizeCalculation: ({ scan: { hits } }, excerpt) =>
      excerpt.length + 1 + charactersOfHit * [...hits.values()].flat().length,
  });
  /** An excerpt is no version of its file. */
  readonly #noMemory = new VersionMemory(1);

  /**
   * @param linesOf what `Matcher` says of a probe's lines
   * @param indexOf index of a text whose places are known
   * @param look puts probes to a file
   */
  constructor(
    linesOf: (probe: number) => readonly string[] | undefined,
    indexOf: (text: string) => number | undefined,
    look: (file: SourceFile, name: FileName, asked: readonly number[]) => Looked,
  ) {
    this.#linesOf = linesOf;
    this.#indexOf = indexOf;
    this.#look = look;
  }

  /** What it can tell of a content, and the probes that must look into the whole of it. */
  scan(
    content: Buffer,
    { key, name }: PathClass,
    path: string,
    stored: Stored,
    asked: readonly number[],
  ): { scan: Scan | undefined; left: readonly number[] } {
    const plan = name.syntax === 'python' ? this.#planOf(asked) : undefined;
    if (plan === undefined || plan.near.length === 0) return { scan: undefined, left: asked };
    const lines = linesIn(content, stored, lastOf(stored.places, plan.isAsked));
    if (lines === undefined) return { scan: undefined, left: asked };
    const excerpt = new Excerpt(content, lines, stored.places, plan.isAsked);
    const which = `${key}\n${plan.near.join(' ')}\n${excerpt.text}`;
    let looked = this.#known.get(which);
    if (looked === undefined) {
      const bytes = Buffer.from(excerpt.text, 'latin1');
      const file = new SourceFile(bytes, name, path, this.#noMemory, true);
      looked = this.#look(file, name, plan.near);
      this.#known.set(which, looked);
    }
    const left = [...plan.others, ...looked.left].sort((a, b) => a - b);
    return { scan: inFile(looked.scan, excerpt), left };
  }

  /** Goes on with the lines of a content to which no probe is put, but from which others are made. */
  between(content: Buffer, stored: Stored): void {
    const { base } = stored;
    if (!(base?.kept instanceof FirstLines)) return;
    linesIn(content, stored, base.kept.to + content.length - base.content.length);
  }

  #planOf(asked: readonly number[]): Plan {
    const key = asked.join(' ');
    let plan = this.#plans.get(key);
    if (plan === undefined) this.#plans.set(key, (plan = this.#plan(asked)));
    return plan;
  }

  #plan(asked: readonly number[]): Plan {
    const near: number[] = [];
    const others: number[] = [];
    const texts: number[] = [];
    for (const probe of asked) {
      const indexes = this.#linesOf(probe)?.map((text) => this.#indexOf(text));
      if (indexes?.every((one) => one !== undefined) !== true) others.push(probe);
      else {
        near.push(probe);
        texts.push(...indexes);
      }
    }
    const isAsked = new Uint8Array(Math.max(0, ...texts) + 1);
    for (const text of texts) isAsked[text] = 1;
    return { near, others, isAsked };
  }
}

/** Where the last of some texts stands. */
function lastOf(places: Int32Array, isAsked: Uint8Array): number {
  for (let i = places.length - 2; i >= 0; i -= 2) {
    if (isAsked[places[i + 1] ?? 0] === 1) return places[i] ?? 0;
  }
  return -1;
}

/**
 * The logical lines of a content up to an offset, which are kept for those that are made from it; also
 * those of what it is made from, for the others that are.
 */
function linesIn(content: Buffer, stored: Stored, upTo: number): FirstLines['lines'] | undefined {
  const { base, spans, kept } = stored;
  if (kept instanceof FirstLines && kept.to > upTo) return kept.lines;
  if (base !== undefined) {
    base.kept ??= pythonLines(base.content, undefined, upTo + base.content.length - content.length);
  }
  const copied = base?.kept instanceof FirstLines ? { before: base.kept, spans } : undefined;
  const found = pythonLines(content, copied, upTo);
  stored.kept = found;
  return found?.lines;
}

/** The same with the lines of the file. */
function inFile(scan: Scan, excerpt: Excerpt): Scan {
  if (scan.hits.size === 0) return scan;
  const hits = [...scan.hits].map(
    ([probe, found]) =>
      [probe, found.map((hit) => ({ ...hit, line: excerpt.lineOf(hit.line) }))] as const,
  );
  return { ...scan, hits: new Map(hits) };
}
