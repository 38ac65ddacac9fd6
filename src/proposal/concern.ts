import { z } from 'zod';
import { daySchema, lineSchema, slugSchema, textSchema, webAddressSchema } from './field.ts';

/** What became of a closed concern. */
export const dispositions = [
  'accepted',
  'answered',
  'withdrawn',
  'out of scope',
  'duplicate',
] as const;
export type Disposition = (typeof dispositions)[number];

/** Where something was said in public, and when. */
const said = { date: daySchema, where: lineSchema, url: webAddressSchema.optional() };

/**
 * What the holder of a concern says to its disposition; `none` was asked for and did not come until
 * the end of the day `by`.
 */
const raiserAnswerSchema = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('satisfied'), ...said }),
  z.strictObject({ says: z.literal('not satisfied'), ...said }),
  z.strictObject({ says: z.literal('none'), by: daySchema }),
]);

/** An objection on the register. */
export const concernSchema = z.strictObject({
  id: slugSchema,
  title: lineSchema,
  /** The objection in its own right, fair enough that who raised it would sign it. */
  text: textSchema,
  /** A role or public name. */
  raisedBy: lineSchema,
  raised: daySchema,
  /** Where it was raised: a thread, a review, a meeting. */
  where: lineSchema,
  url: webAddressSchema.optional(),
  /** Since this day who raised it no longer has the role in which they did; the concern stays. */
  formerSince: daySchema.optional(),
  /** Who holds a former holder's concern now. */
  adopted: z.strictObject({ by: lineSchema, ...said }).optional(),
  /** Must it be settled before the proposal can be accepted? */
  blocking: z.boolean(),
  /** What would clear it, in the words of who raised it as near as can be. */
  wouldClear: textSchema.optional(),
  /** The stage that it is about, if one. */
  stage: slugSchema.optional(),
  /** The projects that it is about; default, all of its stage's or proposal's. */
  projects: z.array(slugSchema).min(1).optional(),
  state: z.enum(['open', 'closed']),
  disposition: z.enum(dispositions).optional(),
  /** The concern of this register that says the same. */
  duplicateOf: slugSchema.optional(),
  /** Why it is closed; of an open one, what is known so far. */
  reason: textSchema.optional(),
  closed: daySchema.optional(),
  answer: raiserAnswerSchema.optional(),
});
export type Concern = z.infer<typeof concernSchema>;
