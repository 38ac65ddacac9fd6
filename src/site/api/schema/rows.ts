import { z } from 'zod';
import { asOfSchema } from '../../../adoption/as-of.ts';
import { gapKinds } from '../../../status/gap.ts';
import type { RowJson } from '../../../status/row-json.ts';
import { statuses } from '../../../status/status.ts';

const derived = {
  status: z.enum(statuses),
  reason: z.string().describe('In words, for the person who must act.'),
  since: z
    .strictObject({
      commit: z.string(),
      date: z.string(),
      project: z.string().nullable().describe('Another project, whose commit it is.'),
    })
    .nullable()
    .describe('When the status began, as far as the history tells.'),
  by: z
    .enum(['sign', 'absence'])
    .nullable()
    .describe('Of what is done: a sign is there, or nothing is left that could be wrong.'),
  unknown: z
    .strictObject({ kind: z.enum(gapKinds), probes: z.array(z.string()), todo: z.string() })
    .nullable()
    .describe('What keeps the status from being told, and what to do; null: it is told.'),
};

const counts = z.strictObject({ code: z.int(), strings: z.int(), tests: z.int() });

/** One project at one stage, as `npm run status -- --json` prints it too. */
export const rowSchema = z.strictObject({
  proposal: z.int(),
  stage: z.string(),
  project: z.string(),
  notForIt: z.boolean().describe('The stage is for other projects.'),
  ...derived,
  parts: z
    .array(z.strictObject({ part: z.string(), ...derived }))
    .describe('Each part by itself; empty where the project is asked as a whole.'),
  asOf: asOfSchema
    .nullable()
    .describe('When the repository’s own address was last asked; null: never read.'),
  claim: z
    .strictObject({
      status: z.string(),
      date: z.string(),
      source: z.string(),
      url: z.string().nullable(),
    })
    .nullable(),
  drift: z
    .strictObject({ direction: z.enum(['ahead', 'behind']), text: z.string() })
    .nullable()
    .describe('The claim and the status disagree.'),
  counts: z
    .record(z.string(), counts.nullable())
    .describe('Lines that each probe of the stage counts now, where that is known.'),
}) satisfies z.ZodType<RowJson>;

/** The statuses of one stage: its proposal, and a row for each project. */
export const stageRowsSchema = z.strictObject({
  proposal: z.int(),
  stage: z.string(),
  rows: z.array(rowSchema),
});
