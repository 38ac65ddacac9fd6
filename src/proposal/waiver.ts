import { z } from 'zod';
import { slugSchema } from './field.ts';
import { voteFields } from './override.ts';

/** An entry of the decision log: a body's vote that a team's sign-off is not waited for. */
export const waiverSchema = z.strictObject({
  /** The team whose sign-off it is. */
  waives: slugSchema,
  ...voteFields,
});
export type Waiver = z.infer<typeof waiverSchema>;
