import { z } from 'zod';
import { holdUps } from '../../../proposal/concern-standing.ts';
import { concernSchema } from '../../../proposal/concern.ts';
import { overrideSchema } from '../../../proposal/override.ts';

/** Concerns of all blueprints as one list, as `npm run concerns -- --json` prints them too. */
export const concernsSchema = z.array(
  z.strictObject({
    proposal: z.int(),
    ...concernSchema.shape,
    holdsUp: z
      .enum(holdUps)
      .nullable()
      .describe('Why it holds its proposal up; null: it does not.'),
    override: overrideSchema.nullable().describe('The vote that overrides it.'),
    projects: z.array(z.string()).describe('The projects that it is about.'),
    teams: z.array(z.string()).describe('Their teams.'),
  }),
);
