import type { Absent, HeldTexts } from '../object-source.ts';
import { applyDelta, BadDelta, deltaSizes, type CopiedSpans } from './delta.ts';
import type { PackedObject } from './delta-forest.ts';
import { BufferPool } from './buffer-pool.ts';
import { HeldSets } from './held-sets.ts';
import type { LiteralAutomaton } from './literal-automaton.ts';
import { LiteralFinder, type LiteralHits } from './literal-hits.ts';
import { BadPack, type PackFile } from './pack-file.ts';

/** Bytes of the contents and hits that wait for their deltas, at most. */
const mostWaiting = 96 * 1024 * 1024;

/** Takes a blob's content, whose bytes hold until it returns, and the texts in it. */
export type VisitHeld = (id: string, content: Buffer | Absent, held: HeldTexts | undefined) => void;

/** A content that is needed by deltas that are still to be read. */
interface Whole {
  content: Buffer;
  hits: LiteralHits;
  /** Its space is the pool's. */
  isLent: boolean;
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
  readonly #visit: VisitHeld;
  readonly #spans: CopiedSpans = { count: 0, at: new Int32Array(3 * 1024) };
  #waiting = 0;

  /** @param limit larger blobs are not read, in bytes */
  constructor(pack: PackFile, limit: number, automaton: LiteralAutomaton, visit: VisitHeld) {
    this.#pack = pack;
    this.#limit = limit;
    this.#finder = new LiteralFinder(automaton);
    this.#sets = new HeldSets(automaton.lengths.length);
    this.#visit = visit;
  }

  /** What is not handed over, for its size, its faults or those of its base, is left to the caller. */
  read(root: PackedObject): void {
    if (root.header.type !== 'blob') return;
    if (root.header.size > this.#limit) {
      if (root.id !== undefined) this.#visit(root.id, { size: root.header.size }, undefined);
      return;
    }
    const whole = unlessBad(() => this.#root(root));
    if (whole === undefined) return;
    const open: { object: PackedObject; whole: Whole; next: number }[] = [];
    const enter = (object: PackedObject, one: Whole) => {
      if (object.id !== undefined) {
        this.#visit(object.id, one.content, this.#sets.of(one.hits));
      }
      if (object.deltas.length === 0) {
        this.#give(one);
        return;
      }
      open.push({ object, whole: one, next: 0 });
      this.#waiting += bytesOf(one);
    };
    enter(root, whole);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const delta = top.object.deltas[top.next++];
      const isLast = top.next >= top.object.deltas.length;
      const made =
        delta === undefined || this.#waiting > mostWaiting
          ? undefined
          : unlessBad(() => this.#apply(delta, top.whole));
      if (isLast) {
        open.pop();
        this.#waiting -= bytesOf(top.whole);
        this.#give(top.whole);
      }
      if (delta !== undefined && made !== undefined) enter(delta, made);
    }
  }

  #root({ header }: PackedObject): Whole {
    const content = this.#pack.content(header);
    return { content, hits: this.#finder.inWhole(content), isLent: false };
  }

  #apply({ header, id }: PackedObject, base: Whole): Whole | undefined {
    // A delta larger than what it makes is left to git.
    if (header.size > this.#limit) return undefined;
    const delta = this.#pack.content(header);
    const { result } = deltaSizes(delta);
    if (result > this.#limit) {
      if (id !== undefined) this.#visit(id, { size: result }, undefined);
      return undefined;
    }
    const content = this.#pool.take(result);
    applyDelta(base.content, delta, content, this.#spans);
    return { content, hits: this.#finder.inCopy(content, base.hits, this.#spans), isLent: true };
  }

  #give({ content, isLent }: Whole): void {
    if (isLent) this.#pool.give(content);
  }
}

function bytesOf({ content, hits }: Whole): number {
  return content.length + hits.byteLength;
}

function unlessBad(make: () => Whole | undefined): Whole | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadPack || error instanceof BadDelta) return undefined;
    throw error;
  }
}
