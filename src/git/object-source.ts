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
   */
  blobs(
    ids: Iterable<string>,
    limit: number,
    visit: (id: string, content: Buffer | Absent, held?: HeldTexts) => void,
    texts?: readonly string[],
  ): Promise<void>;
}
