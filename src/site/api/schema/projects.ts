import { z } from 'zod';
import { asOfSchema } from '../../../adoption/as-of.ts';
import { adoptionSnapshotSchema } from '../../../adoption/snapshot.ts';
import { registrySchema } from '../../../proposal/registry.ts';
import { rowSchema } from './rows.ts';

const registered = registrySchema.shape.projects.valueType;

/** A project in short. */
export const projectInShortSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  team: z.string(),
  repository: z.string(),
  proposals: z.array(z.int()).describe('Numbers of the proposals that are for it.'),
  whole: z
    .string()
    .nullable()
    .describe('Where all that is known of it is; null: no proposal is for it.'),
});

/** A project: its registry entry, its rows, and what was read of it with all evidence. */
export const projectSchema = z.strictObject({
  project: z.string(),
  registered,
  proposals: z.array(
    z.strictObject({
      proposal: z.int(),
      badge: z.string().describe('Address of a picture (SVG) that says how far it is.'),
      asOf: asOfSchema.nullable(),
      reached: z
        .array(z.string())
        .describe('The last stages up to which nothing is left for it to do.'),
      rows: z.array(rowSchema),
      adoption: adoptionSnapshotSchema
        .nullable()
        .describe('Counts, change points and evidence of every probe; null: never read.'),
    }),
  ),
});
