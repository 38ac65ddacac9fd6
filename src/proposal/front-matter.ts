import { z } from 'zod';
import { claimSchema } from './claim.ts';
import { concernSchema } from './concern.ts';
import { predicateSchema } from './criteria.ts';
import { finalCommentSchema, moveSchema } from './decision-log.ts';
import { exemptionSchema } from './exemption.ts';
import { daySchema, lineSchema, textSchema, webAddressSchema } from './field.ts';
import { formerNamesSchema } from './former-names.ts';
import { glossarySchema } from './glossary.ts';
import { proposalStatusSchema } from './lifecycle.ts';
import { overrideSchema } from './override.ts';
import { numberSchema } from './proposal-number.ts';
import { readinessSchema } from './readiness.ts';
import { selectionSchema } from './selection.ts';
import { signOffSchema } from './sign-off.ts';
import { stageSchema } from './stage.ts';
import { textReviewsSchema } from './text-reviews.ts';
import { waiverSchema } from './waiver.ts';

/** The front matter of proposals/NNNN-slug/index.md. */
export const frontMatterSchema = z.strictObject({
  title: lineSchema,
  /** What changes, for whom, in one or two sentences; shown wherever the proposal is listed. */
  summary: textSchema,
  status: proposalStatusSchema,
  /** Who runs it: roles or public names. */
  champions: z.array(lineSchema).min(1),
  created: daySchema,
  /** The day of the last change of substance. */
  updated: daySchema,
  /** From this day on the repositories' histories count: was affected, came back, when was it gone. */
  since: daySchema,
  /** A reading of a repository, or a claim, that is older is marked stale. */
  staleAfterDays: z.int().min(1).default(14),
  /** Number of the proposal that takes this one's place; required when `superseded`. */
  supersededBy: numberSchema.optional(),
  /** Names that its folder had before: old addresses lead here. */
  formerly: formerNamesSchema.optional(),
  /** Related reading. */
  links: z.array(z.strictObject({ title: lineSchema, url: webAddressSchema })).default([]),
  textReviews: textReviewsSchema.optional(),
  /** What its own words mean; the first use of each in the prose leads there. */
  glossary: glossarySchema.default({}),
  /** Which projects it is for. */
  projects: selectionSchema,
  /** Names of releases and their days; a stage's `due` may name one. */
  calendar: z.record(z.string(), daySchema).default({}),
  /** Default of every stage's `criteria.affected`. */
  affected: predicateSchema,
  stages: z.array(stageSchema).min(1),
  claims: z.array(claimSchema).default([]),
  concerns: z.array(concernSchema).default([]),
  /** The readiness check-list. */
  readiness: readinessSchema.default({}),
  /** When it comes, or came, to its final comment. */
  finalComment: finalCommentSchema.optional(),
  signOffs: z.array(signOffSchema).default([]),
  /** The decision log: votes that override a concern, … */
  decisions: z.array(overrideSchema).default([]),
  /** … votes that waive a sign-off, … */
  waivers: z.array(waiverSchema).default([]),
  /** … projects that need not do it, … */
  exemptions: z.array(exemptionSchema).default([]),
  /** … and each step from status to status, oldest first. */
  moves: z.array(moveSchema).default([]),
});
export type FrontMatter = z.infer<typeof frontMatterSchema>;
