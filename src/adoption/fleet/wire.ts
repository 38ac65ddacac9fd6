import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { daySchema, slugSchema } from '../../proposal/field.ts';
import { probesFileSchema } from '../../proposal/probe.ts';
import { partNameSchema } from '../../proposal/registry.ts';
import { readProblemSchema } from '../../git/read-problem.ts';
import { packageNames } from '../dependencies.ts';
import { engineVersion } from '../engine-version.ts';
import { questionFor } from '../probe-hash.ts';
import { adoptionSnapshotSchema } from '../snapshot.ts';
import type { Unit, UnitAnswer } from './read-unit.ts';

const toldProblemSchema = readProblemSchema.extend({ detail: z.string().optional() });

const answerSchema = z.strictObject({
  snapshot: adoptionSnapshotSchema.nullable(),
  asked: z
    .strictObject({
      day: daySchema,
      by: z.enum(['fetched', 'declared', 'fetch-head', 'local']),
    })
    .optional(),
  problems: z.array(toldProblemSchema),
});

/** What many units have in common. */
const questionSchema = z.strictObject({
  probes: probesFileSchema,
  since: daySchema,
  projects: z.record(
    slugSchema,
    z.strictObject({ repository: z.string(), packages: z.array(z.string()).optional() }),
  ),
});

const ownSchema = z.strictObject({
  project: slugSchema,
  repository: z.string().min(1),
  branch: z.string().min(1).optional(),
  parts: z
    .record(partNameSchema, z.strictObject({ entry: z.string().min(1).optional() }))
    .optional(),
});

/** A unit in two texts: what it shares with others, and what is its own. */
export interface WrittenUnit {
  question: string;
  own: z.infer<typeof ownSchema>;
}

export function writtenUnit({ project, entry, probes, since, registry }: Unit): WrittenUnit {
  const { repository, branch, parts } = entry;
  return {
    question: questionText({ probes, since, registry }),
    own: {
      ...{ project, repository },
      ...(branch === undefined ? {} : { branch }),
      ...(parts === undefined ? {} : { parts }),
    },
  };
}

const texts = new WeakMap<Unit['probes'], { since: string; registry: unknown; text: string }>();

/** Thousands of units share one, so it is made once. */
function questionText({ probes, since, registry }: Pick<Unit, 'probes' | 'since' | 'registry'>) {
  const known = texts.get(probes);
  if (known?.since === since && known.registry === registry) return known.text;
  const text = JSON.stringify({ probes, since, projects: packageNames(registry).projects });
  texts.set(probes, { since, registry, text });
  return text;
}

/** @throws where it is none, as another version of this program may write it */
export function readUnitText(question: string, own: unknown): Unit {
  const { project, ...entry } = ownSchema.parse(own);
  const { probes, since, projects } = questionSchema.parse(JSON.parse(question));
  return { project, entry, probes, since, registry: { projects } };
}

/**
 * A name for a unit: two with the same ask the same of the same repository, and come to the same
 * answer at the same commit.
 */
export function unitKey(unit: Unit): string {
  const { project, entry, since } = unit;
  const { probes, tests, wrappers } = questionFor(unit.probes, project);
  const { repository, branch, parts } = entry;
  const asked = [engineVersion, project, repository, branch, parts, since, probes, tests, wrappers];
  const { question } = writtenUnit(unit);
  return createHash('sha256')
    .update(JSON.stringify([asked, question]))
    .digest('hex')
    .slice(0, 32);
}

/** As text in which nothing is lost: a database's own form of JSON has other orders, and fewer signs. */
export function packedAnswer(answer: UnitAnswer): string {
  return gzipSync(JSON.stringify(answer)).toString('base64');
}

/** No answer is larger, in bytes. */
const mostBytes = 128 * 1024 * 1024;

/** Undefined: it is none that this version understands. */
export function unpackedAnswer(text: string): UnitAnswer | undefined {
  try {
    const bytes = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: mostBytes });
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    // What was written is taken, with its order, if it is what it should be.
    return answerSchema.safeParse(json).success ? (json as UnitAnswer) : undefined;
  } catch {
    return undefined;
  }
}
