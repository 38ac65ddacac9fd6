import { z } from 'zod';
import { readProblemSchema } from '../git/read-problem.ts';
import { boundSchema, commitId, count, position } from './snapshot.ts';

const commitSchema = z.strictObject({ id: commitId, time: z.int() });
const countsSchema = z.strictObject({ code: count, strings: count, tests: count });

/** Points of one probe, as in `Point`, and the counts that hold now. */
const probeCountsSchema = z.strictObject({
  counts: countsSchema,
  points: z.array(z.tuple([position, commitId, z.int(), count, count, count])),
});

/** See `ProbeCoverage`; of the sets the text. */
const probeCoverageSchema = z.strictObject({
  files: count,
  unread: count,
  seen: z.base64(),
  neverRead: z.base64(),
  spans: z.array(z.tuple([position, boundSchema])),
});

const coverageStateSchema = z.strictObject({
  files: count,
  sources: count,
  paths: z.array(z.string()),
  probes: z.array(probeCoverageSchema),
});

/** What could not be read of one content. */
const placedProblemsSchema = z.strictObject({
  blob: z.string(),
  /** Key of the class of paths. */
  key: z.string(),
  /** The path of that class at which the walk met it first. */
  path: z.string(),
  problems: z.array(
    readProblemSchema.pick({ code: true, message: true }).extend({ probes: z.array(count) }),
  ),
});

/**
 * Where a walk stood at its last commit: all that the rest of the line needs. Probes stand in the order
 * of the question.
 */
export const walkStateSchema = z.strictObject({
  head: commitSchema,
  from: commitSchema,
  /** First-parent commits that were looked at. */
  commits: count.min(1),
  targets: z.array(z.string()),
  counts: z.array(probeCountsSchema),
  coverage: coverageStateSchema,
  problems: z.array(placedProblemsSchema),
});

export type WalkState = z.infer<typeof walkStateSchema>;
export type CoverageState = z.infer<typeof coverageStateSchema>;
export type ProbeCounts = z.infer<typeof probeCountsSchema>;
export type PlacedProblems = z.infer<typeof placedProblemsSchema>;
