import { z } from 'zod';
import { staleEntrySchema } from '../../../status/stale.ts';

/** What nobody confirmed for long, and what will be that next, by due day. */
export const staleSchema = z.array(
  staleEntrySchema.extend({
    isStale: z.boolean().describe('On the day of writing; later, reckon anew from holdsUntil.'),
  }),
);
