import { z } from 'zod';
import { keptTables } from './stored-tables.ts';

/** What a back-up is, and in which form. */
export const backUpFormat = 'crossplan comments 1';

/** The first line: what it is, and the step that made the tables what they were. */
const headSchema = z.strictObject({ format: z.literal(backUpFormat), shape: z.string() });
const rowSchema = z.strictObject({
  table: z.enum(keptTables),
  row: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.union([z.string(), z.number(), z.null()])),
});
/** The last one: how many rows there are, and a hash of all lines before it. */
const endSchema = z.strictObject({
  rows: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A line of a back-up, in JSON. */
export const backUpLineSchema = z.union([headSchema, rowSchema, endSchema]);
export type BackUpLine = z.infer<typeof backUpLineSchema>;
