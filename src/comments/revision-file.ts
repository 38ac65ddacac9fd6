import { z } from 'zod';

const nameSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A revision of a proposal's text, as the build lists it. */
export const listedRevisionSchema = z.strictObject({
  /** Its name. */
  id: nameSchema,
  /** r1, r2, … without the letter, where a commit of the default branch has it. */
  number: z.int().positive().optional(),
  /** The commit that had it first. */
  commit: z.string().optional(),
  /** When that was committed, as UTC. */
  date: z.iso.datetime().optional(),
});

/** The revisions of a proposal: `/comments/revisions/<number>.json`. */
export const revisionListSchema = z.strictObject({
  proposal: z.int(),
  /** Name of its folder, `NNNN-slug`. */
  slug: z.string(),
  /** What the page shows. It has no number where no commit of the default branch has it yet. */
  head: nameSchema,
  /** In the order of their numbers; a head without a number comes last. */
  revisions: z.array(listedRevisionSchema),
  /** Why there are no numbers, or not all of the texts. */
  problem: z.string().optional(),
});

/** One revision: `/comments/revisions/<number>/<id>.json`. */
export const revisionSchema = listedRevisionSchema.extend({
  proposal: z.int(),
  /** Version of the canonical text. */
  canonical: z.int(),
  /** The canonical text; its blocks are its lines. */
  text: z.string(),
});

export type ListedRevision = z.infer<typeof listedRevisionSchema>;
export type RevisionList = z.infer<typeof revisionListSchema>;
export type Revision = z.infer<typeof revisionSchema>;

/** Where the revisions stand, below the site's base. */
export const revisionPath = {
  list: (proposal: number) => `/comments/revisions/${proposal}.json`,
  revision: (proposal: number, id: string) => `/comments/revisions/${proposal}/${id}.json`,
};
