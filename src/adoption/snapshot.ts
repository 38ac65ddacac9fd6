import { z } from 'zod';
import { daySchema, slugSchema } from '../proposal/field.ts';
import { partNameSchema } from '../proposal/registry.ts';
import { placeSchema } from '../proposal/probe.ts';
import { readProblemSchema } from '../git/read-problem.ts';

/** Version of the file's form; a reader refuses what it does not know. */
export const snapshotFormat = 2;

export const count = z.int().min(0);
export const commitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
/** UTC, `2026-08-21T21:01:48Z`. */
const time = z.iso.datetime();

/** Matches per place; see `placeSchema`. */
const countsSchema = z.strictObject({ code: count, strings: count, tests: count });

/** Where a probe's matches stand at the snapshot's commit; never the text of a line. */
const evidenceSchema = z.strictObject({
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

/** Place of a commit on the first-parent line that was read, from 0: the one of `history.from`. */
export const position = count;

/**
 * A first-parent commit at which the counts changed, or what they are worth: its position, id, time, and the counts in code,
 * strings and tests from it on. Points of several probes are joined by the position, never by the
 * time: that is what the committer's clock said, and clocks go back and repeat.
 */
const pointSchema = z.tuple([position, commitId, time, count, count, count]);

/**
 * What the counts are worth. `exact`; `lower`: a file that the probe asks for could not be read, there
 * may be more; `none`: the probe found no file to look at, it was not asked here.
 */
export const boundSchema = z.enum(['exact', 'lower', 'none']);

/** What a probe looked at. A file probe looks at all names. */
const coverageSchema = z.strictObject({
  /** Files that it looked at: at the snapshot's commit; paths at any commit of the history. */
  files: z.strictObject({ head: count, history: count }),
  /** Files that it asks for and could not read, likewise; `problems` names them. */
  unread: z.strictObject({ head: count, history: count }),
  /**
   * What the counts are worth from a position on, until the next; the first is 0, the last tells of
   * the head. While the repository holds no source file and no manifest at all, they are exact.
   */
  spans: z.array(z.tuple([position, boundSchema])).min(1),
});

const probeAnswerSchema = z.strictObject({
  /**
   * Hash of all that the answer depends on beside the repository: the probe, the test globs, the
   * project's wrappers, the engine's version. Another hash than `definitionHash()` gives now: the
   * probe was changed, and the answer is to an older question.
   */
  definition: z.string().regex(/^[0-9a-f]{16}$/),
  coverage: coverageSchema,
  /** At the snapshot's commit. */
  counts: countsSchema,
  /** Sorted by path, place and wrapper. */
  evidence: z.array(evidenceSchema),
  /** In topological order; the first is `history.from`, the last holds the counts of the commit. */
  points: z.array(pointSchema).min(1),
});

/** One thing that could not be read, and what of the answers it touches. */
const snapshotProblemSchema = readProblemSchema.extend({
  /** Does it stand at the snapshot's commit, or at earlier ones alone? */
  at: z.enum(['head', 'history']),
  /** The probes whose counts it makes lower bounds; absent: all. */
  probes: z.array(slugSchema).optional(),
});

/** A binary or component of the project; its manifests name it as an entry point, or the registry does. */
const partSchema = z.strictObject({
  name: partNameSchema,
  /** Path of the module in which it begins, without extension: `nova/cmd/compute`. */
  entry: z.string().min(1).optional(),
  /** The manifest's line that names it. */
  path: z.string().min(1).optional(),
  line: z.int().min(1).optional(),
});

/** A module that hands a probed module on to others and is not declared under `wrappers`. */
const wrapperFoundSchema = z.strictObject({
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
  /** Version of the engine that read it; what an older one wrote is no answer. */
  engine: z.int().min(1),
  /** As the registry says; never where it was read. With the branch and `since`, the question. */
  repository: z.string().min(1),
  /** The branch that was asked for, if the registry names one. */
  branch: z.string().min(1).optional(),
  /** The branch that was read; null: the clone's HEAD was detached. */
  ref: z.string().min(1).nullable(),
  /** The commit to which all counts and evidence belong; null: nothing could be read, see `problems`. */
  commit: commitId.nullable(),
  /** Its committer's time. */
  date: time.nullable(),
  history: z.strictObject({
    /** The proposal's day from which history is asked for. */
    since: daySchema,
    /**
     * From where on the points are complete: the last first-parent commit dated at or before that
     * day, or the first one there is.
     */
    from: z.strictObject({ commit: commitId, date: time }).nullable(),
    /** First-parent commits from there to the snapshot's commit, both included. */
    commits: count,
    /** The clone's history is cut off after that day: what was before is not known. */
    shallow: z.literal(true).optional(),
  }),
  /** What could not be read. */
  problems: z.array(snapshotProblemSchema),
  dependencies: z.strictObject({
    /** Ids of the registry's projects that its manifests at the commit name, test manifests aside; sorted. */
    projects: z.array(slugSchema),
    /** False: a manifest at the commit could not be read, there may be more. */
    complete: z.boolean(),
  }),
  /** Sorted by name. */
  parts: z.array(partSchema),
  /** False: a manifest that may name more parts could not be read. */
  partsComplete: z.boolean(),
  wrappersFound: z.array(wrapperFoundSchema),
  /** Keyed by probe, sorted; empty if nothing could be read. */
  probes: z.record(slugSchema, probeAnswerSchema),
  /** Answers of the probes that ask each part by itself: keyed by part, then by probe. */
  partProbes: z.record(partNameSchema, z.record(slugSchema, probeAnswerSchema)),
});
/** What an answer's counts are worth at a position of its history. */
export function boundAt({ spans }: Pick<Coverage, 'spans'>, position: number): Bound {
  return spans.findLast(([from]) => from <= position)?.[1] ?? 'lower';
}

export type AdoptionSnapshot = z.infer<typeof adoptionSnapshotSchema>;
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
export type AdoptionPoint = z.infer<typeof pointSchema>;
export type Bound = z.infer<typeof boundSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type SnapshotProblem = z.infer<typeof snapshotProblemSchema>;
export type Part = z.infer<typeof partSchema>;
export type WrapperFound = z.infer<typeof wrapperFoundSchema>;
