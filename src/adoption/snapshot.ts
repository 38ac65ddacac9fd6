import { z } from 'zod';
import { daySchema, slugSchema } from '../proposal/field.ts';
import { placeSchema } from '../proposal/probe.ts';
import { readProblemSchema } from '../git/read-problem.ts';

/** Version of the file's form; a reader refuses what it does not know. */
export const snapshotFormat = 1;

const count = z.int().min(0);
const commitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
/** UTC, `2026-08-21T21:01:48Z`. */
const time = z.iso.datetime();

/** Matches per place; see `placeSchema`. */
export const countsSchema = z.strictObject({ code: count, strings: count, tests: count });

/** Where a probe's matches stand at the snapshot's commit; never the text of a line. */
export const evidenceSchema = z.strictObject({
  /** Path in the repository. A byte that is not UTF-8 is a lone surrogate; see git/path-text.ts. */
  path: z.string().min(1),
  in: placeSchema,
  /**
   * From 1, ascending. One number per match, so a line with two calls stands twice and the lengths
   * add up to the count. A file probe's evidence is line 1.
   */
  lines: z.array(z.int().min(1)).min(1),
  /** The wrapper module that was imported instead of the probed one. */
  via: z.string().min(1).optional(),
});

/**
 * A first-parent commit at which the counts changed: commit, time, and the counts in code, strings and
 * tests from it on. Its time is the latest commit time up to it, so times never go back.
 */
export const pointSchema = z.tuple([commitId, time, count, count, count]);

export const probeAnswerSchema = z.strictObject({
  /**
   * Hash of all that the answer depends on beside the repository: the probe, the test globs, the
   * project's wrappers, the engine's version. Another hash than `definitionHash()` gives now: the
   * probe was changed, and the answer is to an older question.
   */
  definition: z.string().regex(/^[0-9a-f]{16}$/),
  /** At the snapshot's commit. */
  counts: countsSchema,
  /** Sorted by path, place and wrapper. */
  evidence: z.array(evidenceSchema),
  /** In topological order; the first is `history.from`, the last holds the counts of the commit. */
  points: z.array(pointSchema).min(1),
});

/** A module that hands a probed module on to others and is not declared under `wrappers`. */
export const wrapperFoundSchema = z.strictObject({
  probe: slugSchema,
  /** As it would be declared. */
  module: z.string().min(1),
  path: z.string().min(1),
  /** Names under which it hands it on. */
  names: z.array(z.string().min(1)).min(1),
  /** How many other modules, and how many test modules, take one of them from it. */
  importers: z.strictObject({ code: count, tests: count }),
});

/** `proposals/NNNN-slug/adoption/<project>.json`: what the probes found in one project's repository. */
export const adoptionSnapshotSchema = z.strictObject({
  format: z.literal(snapshotFormat),
  /** Id in the registry. */
  project: slugSchema,
  /** As the registry says; never where it was read. */
  repository: z.string().min(1),
  /** The branch that was read, if the registry names one. */
  branch: z.string().min(1).optional(),
  /** The commit to which all counts and evidence belong; null: nothing could be read, see `problems`. */
  commit: commitId.nullable(),
  /** Its committer's time. */
  date: time.nullable(),
  history: z.strictObject({
    /** The proposal's day from which history is asked for. */
    since: daySchema,
    /**
     * From where on the points are complete: the last first-parent commit on or before that day, or
     * the first one there is; its date is the latest commit time up to it.
     */
    from: z.strictObject({ commit: commitId, date: time }).nullable(),
    /** First-parent commits from there to the snapshot's commit, both included. */
    commits: count,
    /** The clone's history is cut off; it may begin later than the project's. */
    shallow: z.literal(true).optional(),
  }),
  /** What could not be read; the counts are then those of the rest. */
  problems: z.array(readProblemSchema),
  /** Ids of the registry's projects that its manifests at the commit name, test manifests aside; sorted. */
  dependencies: z.array(slugSchema),
  wrappersFound: z.array(wrapperFoundSchema),
  /** Keyed by probe, sorted; empty if nothing could be read. */
  probes: z.record(slugSchema, probeAnswerSchema),
});
export type AdoptionSnapshot = z.infer<typeof adoptionSnapshotSchema>;
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
export type AdoptionEvidence = z.infer<typeof evidenceSchema>;
export type AdoptionPoint = z.infer<typeof pointSchema>;
export type WrapperFound = z.infer<typeof wrapperFoundSchema>;
