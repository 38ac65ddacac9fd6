/** Why something is not known. */
export const gapKinds = [
  /** The repository was not read, or nothing of it could be. */
  'unread',
  /** What was read answers another question: a probe, the repository, the branch or `since` changed. */
  'changed',
  /** The probe looked at no file here, and its author does not say that none is an answer. */
  'not asked',
  /** Files that the probe should have looked at could not be read. */
  'unreadable',
  /** The clone's history begins too late. */
  'cut history',
  /** A project that this one depends on is itself unknown. */
  'dependency',
] as const;
export type GapKind = (typeof gapKinds)[number];

/** One thing that is not known, and what to do about it. */
export interface Gap {
  kind: GapKind;
  /** What is the matter: "pyproject.toml is not TOML". */
  words: string;
  /** What a person can do: "run npm run track -- --project alpha". */
  todo: string;
}

/** What keeps a status from being told. */
export interface Unknown {
  /** The first of its gaps' kinds, in the order of {@link gapKinds}. */
  kind: GapKind;
  /** Probes that have no exact answer where one is needed. */
  probes: string[];
  /** What to do, in one line. */
  todo: string;
}

/** Does reading again, or reading better, answer it? A run that meets such a gap is partial. */
export function wantsReading(kind: GapKind): boolean {
  return kind !== 'not asked' && kind !== 'dependency';
}
