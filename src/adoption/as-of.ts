import { z } from 'zod';
import { daySchema, slugSchema } from '../proposal/field.ts';

/** Version of the file's form. */
export const asOfFormat = 1;

/** How the day is known on which a repository's own address was last asked. */
const asOfSourceSchema = z.enum([
  /** This program asked the address itself. */
  'fetched',
  /** Who ran it said so: `--as-of DAY`. */
  'declared',
  /** The clone's last fetch, by the time of its FETCH_HEAD. */
  'fetch-head',
  /** The repository is a folder of this machine, and was read there. */
  'local',
]);

export const asOfSchema = z.union([
  z.strictObject({ day: daySchema, by: asOfSourceSchema }),
  /** Nobody knows; the newest commit is of that day, the reading cannot be older. */
  z.strictObject({ day: z.null(), newestCommit: daySchema }),
]);
export type AsOf = z.infer<typeof asOfSchema>;

/**
 * `proposals/NNNN-slug/as-of.json`: when each project's repository was last asked at its own address.
 * It stands apart from the snapshots, so that a run without news changes this file alone.
 */
export const asOfFileSchema = z.strictObject({
  format: z.literal(asOfFormat),
  /** Keyed by project, sorted. */
  projects: z.record(slugSchema, asOfSchema),
});
