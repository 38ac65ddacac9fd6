import type { Absent, Base, Stored } from '../object-source.ts';
import { applyDelta, BadDelta, deltaSizes, type CopiedSpans } from './delta.ts';
import type { PackedObject } from './delta-forest.ts';
import { BufferPool } from './buffer-pool.ts';
import { HeldSets } from './held-sets.ts';
import type { LiteralAutomaton } from './literal-automaton.ts';
import { LiteralFinder, type LiteralHits } from './literal-hits.ts';
import { BadPack, type PackFile } from './pack-file.ts';

/** Bytes of the contents and hits that wait for their deltas, at most. */
const mostWaiting = 96 * 1024 * 1024;

/** Takes contents, whose bytes hold until it returns, and what is known of them. */
export interface PackVisitor {
  asked: (id: string, content: Buffer | Absent, stored: Stored | undefined) => void;
  /** Of those that are not asked for, but from which others are made. */
  between: (content: Buffer, stored: Stored) => void;
}

/** A content that is needed by deltas that are still to be read. */
interface Whole extends Base {
  hits: LiteralHits;
  /** Its space is the pool's. */
  isLent: boolean;
}

/** One that is read, and of which deltas are left. */
interface Waiting {
  object: PackedObject;
  whole: Whole;
  /** Index of the next delta. */
  next: number;
  /** Counted of what it takes. */
  bytes: number;
}

/**
 * Reads a tree of deltas depth first, each object inflated once, and finds texts in what is new in
 * each alone.
 */
export class PackedBlobs {
  readonly #pack: PackFile;
  readonly #limit: number;
  readonly #finder: LiteralFinder;
  readonly #pool = new BufferPool();
  readonly #sets: HeldSets;
  readonly #visitor: PackVisitor;
  readonly #spans: CopiedSpans = { count: 0, at: new Int32Array(3 * 1024) };
  #waiting = 0;

  /** @param limit larger blobs are not read, in bytes */
  constructor(pack: PackFile, limit: number, automaton: LiteralAutomaton, visitor: PackVisitor) {
    this.#pack = pack;
    this.#limit = limit;
    this.#finder = new LiteralFinder(automaton);
    this.#sets = new HeldSets(automaton.lengths.length);
    this.#visitor = visitor;
  }

  /** What is not handed over, for its size, its faults or those of its base, is left to the caller. */
  read(root: PackedObject): void {
    if (root.header.type !== 'blob') return;
    if (root.header.size > this.#limit) {
      if (root.id !== undefined)
        this.#visitor.asked(root.id, { size: root.header.size }, undefined);
      return;
    }
    const whole = unlessBad(() => this.#root(root));
    if (whole === undefined) return;
    const open: Waiting[] = [];
    const enter = (object: PackedObject, one: Whole, base?: Base) => {
      this.#show(object.id, one, base);
      if (object.deltas.length === 0) {
        this.#give(one);
        return;
      }
      open.push({ object, whole: one, next: 0, bytes: 0 });
    };
    enter(root, whole);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      this.#count(top, bytesOf(top.whole));
      const delta = top.object.deltas[top.next++];
      const isLast = top.next >= top.object.deltas.length;
      const made =
        delta === undefined || this.#waiting > mostWaiting
          ? undefined
          : unlessBad(() => this.#apply(delta, top.whole));
      if (isLast) {
        open.pop();
        this.#count(top, 0);
      }
      if (delta !== undefined && made !== undefined) enter(delta, made, top.whole);
      if (isLast) this.#give(top.whole);
    }
  }

  /** What is kept with a content may come later. */
  #count(waiting: Waiting, bytes: number): void {
    this.#waiting += bytes - waiting.bytes;
    waiting.bytes = bytes;
  }

  #show(id: string | undefined, whole: Whole, base: Base | undefined): void {
    const { content, hits } = whole;
    const held = this.#sets.of(hits);
    const stored: Stored = { held, places: hits, base, spans: this.#spans, kept: undefined };
    if (id === undefined) this.#visitor.between(content, stored);
    else this.#visitor.asked(id, content, stored);
    whole.kept = stored.kept;
  }

  #root({ header }: PackedObject): Whole {
    const content = this.#pack.content(header);
    return { content, hits: this.#finder.inWhole(content), kept: undefined, isLent: false };
  }

  #apply({ header, id }: PackedObject, base: Whole): Whole | undefined {
    // A delta larger than what it makes is left to git.
    if (header.size > this.#limit) return undefined;
    const delta = this.#pack.content(header);
    const { result } = deltaSizes(delta);
    if (result > this.#limit) {
      if (id !== undefined) this.#visitor.asked(id, { size: result }, undefined);
      return undefined;
    }
    const content = this.#pool.take(result);
    applyDelta(base.content, delta, content, this.#spans);
    const hits = this.#finder.inCopy(content, base.hits, this.#spans);
    return { content, hits, kept: undefined, isLent: true };
  }

  #give({ content, isLent }: Whole): void {
    if (isLent) this.#pool.give(content);
  }
}

function bytesOf({ content, hits, kept }: Whole): number {
  return content.length + hits.byteLength + (kept?.byteLength ?? 0);
}

function unlessBad(make: () => Whole | undefined): Whole | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadPack || error instanceof BadDelta) return undefined;
    throw error;
  }
}
