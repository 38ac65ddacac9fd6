import { z } from 'zod';

/** What a change is a change of. */
export const changeKinds = [
  /** The proposal itself: new, another status, gone. */
  'proposal',
  /** A decision of its log: a vote, a waiver, an exemption. */
  'decision',
  /** Its data: stages, days, projects, criteria. */
  'plan',
  /** A project's status at a stage: something happened in a repository. */
  'status',
  /** The same repository read otherwise: a format, probe, engine or plan changed, or it is read anew. */
  'reading',
  'review',
  'concern',
  'sign-off',
  'claim',
  'text',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Why a status reads otherwise although nothing in its repository is known to have changed. */
export const readingCauses = ['format', 'engine', 'probe', 'plan', 'registry', 'read'] as const;
export type ReadingCause = (typeof readingCauses)[number];

/**
 * When something happened, as far as it is told: on a day or at an instant, perhaps with the commit and
 * the other project whose commit it is; or between two readings.
 */
const happenedSchema = z.union([
  z.strictObject({
    on: z.string(),
    commit: z.string().optional(),
    project: z.string().optional(),
  }),
  z.strictObject({ after: z.string().nullable(), until: z.string().nullable() }),
]);
export type Happened = z.infer<typeof happenedSchema>;

/** One thing that is otherwise in a later state of `proposals/` than in an earlier one. */
export const changeSchema = z.strictObject({
  kind: z.enum(changeKinds),
  proposal: z.int(),
  /** What changed: a stage's or concern's id, a review's id, a section's title. */
  subject: z.string(),
  /** What it was; null: it was not there. */
  from: z.string().nullable(),
  /** What it is; null: it is no longer there. */
  to: z.string().nullable(),
  /** Told in full, in one line. */
  words: z.string(),
  /** Stages that it is about; empty: no single one. */
  stages: z.array(z.string()),
  /** Projects that it is about; empty: all of the proposal's. */
  projects: z.array(z.string()),
  /** Their teams, or the team itself; empty: all of the proposal's. */
  teams: z.array(z.string()),
  /** Of a reading. */
  because: z.enum(readingCauses).nullable(),
  happened: happenedSchema.nullable().describe('When it happened; null: not told.'),
  url: z.string().nullable(),
});
export type Change = z.infer<typeof changeSchema>;

/** A change with the commit of this site's own history by which the site learned of it. */
export const learnedChangeSchema = changeSchema.extend({
  learned: z.strictObject({ commit: z.string(), date: z.string() }),
});
export type LearnedChange = z.infer<typeof learnedChangeSchema>;

/** A change with what most changes have. */
export function change(
  given: Pick<Change, 'kind' | 'proposal' | 'subject' | 'words'> & Partial<Change>,
): Change {
  return {
    from: null,
    to: null,
    stages: [],
    projects: [],
    teams: [],
    because: null,
    happened: null,
    url: null,
    ...given,
  };
}

/** Something that is told on a day; undefined: not told. */
export function onDay(day: string | undefined): Happened | null {
  return day === undefined ? null : { on: day };
}
