import { z } from 'zod';
import { daySchema, lineSchema, slugSchema, webAddressSchema } from './field.ts';

/** A team's recorded yes or no to a blueprint. */
export const signOffSchema = z.strictObject({
  team: slugSchema,
  verdict: z.enum(['yes', 'no']),
  date: daySchema,
  /** A role or public name. */
  by: lineSchema,
  note: lineSchema.optional(),
  url: webAddressSchema.optional(),
});
