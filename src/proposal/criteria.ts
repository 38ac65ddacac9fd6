import { z } from 'zod';
import { placeSchema, type Place } from './probe.ts';
import { slugSchema } from './field.ts';

/**
 * A predicate over a project's probes. `name` alone holds when that probe counts at least one in
 * `code`; the longer forms count elsewhere, more, combine, or ask the projects that it depends on.
 */
export type Predicate =
  | string
  | { probe: string; in?: Place[] | undefined; atLeast?: number | undefined }
  | { all: Predicate[] }
  | { any: Predicate[] }
  | { not: Predicate }
  | { dependencies: string };

const forms = 'a probe name, {probe: …}, {all: […]}, {any: […]}, {not: …} or {dependencies: stage}';

export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union(
    [
      slugSchema,
      z.strictObject({
        probe: slugSchema,
        /** Places whose counts are added; default `[code]`. */
        in: z.array(placeSchema).min(1).optional(),
        /** Holds from this count on; default 1. */
        atLeast: z.int().min(1).optional(),
      }),
      z.strictObject({ all: z.array(predicateSchema).min(1) }),
      z.strictObject({ any: z.array(predicateSchema).min(1) }),
      z.strictObject({ not: predicateSchema }),
      /** Every project that this one depends on is done, or not affected, at that stage. */
      z.strictObject({ dependencies: slugSchema }),
    ],
    { error: `expected ${forms}` },
  ),
);

/** The three predicates of a stage (the way Debian's transition tracker asks them). */
export const criteriaSchema = z
  .strictObject({
    /** Does the stage concern this project? Held against every commit since the proposal's `since`. */
    affected: predicateSchema.optional(),
    /** What is left to do: while it holds, the stage is not done. */
    bad: predicateSchema.optional(),
    /** What must be there: until it holds, the stage is not done. */
    good: predicateSchema.optional(),
  })
  .refine(({ bad, good }) => bad !== undefined || good !== undefined, {
    error: 'expected `bad` (what must be gone), `good` (what must be there), or both',
  });
export type Criteria = z.infer<typeof criteriaSchema>;

/** Every probe that a predicate names, and every stage that it asks of the dependencies. */
export function* references(
  predicate: Predicate,
  path: (string | number)[] = [],
): Generator<{ kind: 'probe' | 'stage'; name: string; path: (string | number)[] }> {
  if (typeof predicate === 'string') yield { kind: 'probe', name: predicate, path };
  else if ('probe' in predicate) {
    yield { kind: 'probe', name: predicate.probe, path: [...path, 'probe'] };
  } else if ('dependencies' in predicate) {
    yield { kind: 'stage', name: predicate.dependencies, path: [...path, 'dependencies'] };
  } else if ('not' in predicate) yield* references(predicate.not, [...path, 'not']);
  else {
    const key = 'all' in predicate ? 'all' : 'any';
    const list = 'all' in predicate ? predicate.all : predicate.any;
    for (const [i, part] of list.entries()) yield* references(part, [...path, key, i]);
  }
}
