/** A comment on a proposal's file as the server of a review told it. */
export interface LineComment {
  /** By its server. */
  id: string;
  /** The comment that it answers. */
  answers: string | undefined;
  /** Public name. */
  by: string | null;
  at: string;
  /** Markdown. */
  text: string;
  /** Of the last one of a thread: is it settled? Undefined: the server does not say. */
  resolved: boolean | undefined;
  /** The version of the file in which its line is, by a name that {@link ToldComments.texts} has. */
  version: string | undefined;
  /** From 1; undefined: it is on the file. */
  line: number | undefined;
  /** Words of the line, where no version of the file is told. */
  words: string | undefined;
  /** Patch set of Gerrit's. */
  patchSet: number | undefined;
}

/** What a review's server told of a proposal's file. */
export interface ToldComments {
  comments: LineComment[];
  /** Versions of the file; one that is too large, or not there, is not among them. */
  texts: ReadonlyMap<string, string>;
}

/** Is it the index.md of the proposal of this number, in whatever folder proposals are kept? */
export function isTextOf(path: string, proposal: number): boolean {
  const number = String(proposal).padStart(4, '0');
  return new RegExp(`(?:^|/)${number}-[^/]+/index\\.md$`).test(path);
}
