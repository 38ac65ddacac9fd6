import type { CopiedSpans } from './pack/delta.ts';

/** A commit of the first-parent line. */
export interface Commit {
  id: string;
  /** Committer's time, seconds since 1970; not monotone along the line. */
  time: number;
}

/** A regular file of a tree: no symbolic link, no submodule. */
export interface TreeFile {
  /** As text, see git/path-text.ts. */
  path: string;
  blob: string;
}

/** What one commit did to one path, compared with its first parent; renames are a removal and an addition. */
export interface Change {
  path: string;
  /** Blob of the regular file that stood there before, null if none. */
  before: string | null;
  after: string | null;
}

/** Why a blob's content is not handed over. */
export type Absent = { missing: true } | { size: number };

/** Indexes of the texts, among those that were asked for, that stand in a content. */
export type HeldTexts = ReadonlySet<number>;

/** What a visitor keeps with a content while others are made from it. */
export interface Kept {
  /** Bytes that it takes. */
  readonly byteLength: number;
}

/** A content from which another is put together. */
export interface Base {
  content: Buffer;
  /** What the visitor keeps with it; it may do so still. */
  kept: Kept | undefined;
}

/** What a source knows of a content that it put together itself. It holds until the visit ends. */
export interface Stored {
  held: HeldTexts;
  /** Where the texts stand: of each its offset in bytes and its index in turn, by the offsets. */
  places: Int32Array;
  /** What it was put together from; undefined: it is stored whole. */
  base: Base | undefined;
  /** The parts that were copied from there. */
  spans: CopiedSpans;
  /** What the visitor wants to find again at the contents that are made from this one. */
  kept: Kept | undefined;
}

/**
 * What the walk needs of a repository. Git's own processes answer it in git/; whatever reads packs by
 * itself answers the same and is held against them.
 */
export interface ObjectSource {
  /** First-parent line up to the head, oldest first. */
  commits(): Promise<Commit[]>;
  /** The part of that line behind one of its commits; undefined if it is none of them. */
  commitsAfter(commit: string): Promise<Commit[] | undefined>;
  /** Regular files of a commit's tree, in no order that matters. */
  tree(commit: string): Promise<TreeFile[]>;
  /** The changes of each first-parent commit after `from` up to the head, in topological order. */
  changes(from: string, visit: (commit: string, changes: Change[]) => void): Promise<void>;
  /**
   * Content of each blob once, in any order, whose bytes hold until `visit` returns; one that is
   * absent, or larger than `limit` bytes, is named with the reason and never read.
   *
   * @param texts to be found in each content, where that costs less than looking through it; the
   *   same set is always the same object
   * @param between is shown the contents that are not asked for, but from which others are made
   */
  blobs(
    ids: Iterable<string>,
    limit: number,
    visit: (id: string, content: Buffer | Absent, stored?: Stored) => void,
    texts?: readonly string[],
    between?: (content: Buffer, stored: Stored) => void,
  ): Promise<void>;
}
