import { z } from 'zod';
import { daySchema, lineSchema, slugSchema, textSchema, webAddressSchema } from './field.ts';

/** What a team may say; `no answer` is recorded for one that was asked and did not speak. */
export const positions = ['yes', 'no', 'needs work', 'no answer'] as const;
export type Position = (typeof positions)[number];

/** A team was asked, and what it said; asked again is a round of its own. */
const roundSchema = z.strictObject({
  asked: daySchema,
  position: z.enum(positions).optional(),
  /** The day of the position. */
  date: daySchema.optional(),
  /** Who said it, or recorded that nobody did: a role or public name. */
  by: lineSchema.optional(),
  /** The commit whose text it is about. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, { error: 'expected the whole name of a commit' })
    .optional(),
  note: textSchema.optional(),
  url: webAddressSchema.optional(),
});
export type SignOffRound = z.infer<typeof roundSchema>;

/** A team's recorded position on a revision, with all rounds that led to it. */
export const signOffSchema = z.strictObject({
  team: slugSchema,
  /** Whom to turn to where the team does not answer. */
  escalateTo: lineSchema.optional(),
  /** Oldest first. */
  rounds: z.array(roundSchema).min(1),
});
export type SignOff = z.infer<typeof signOffSchema>;
