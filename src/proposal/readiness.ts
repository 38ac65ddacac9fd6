import { z } from 'zod';
import { textSchema } from './field.ts';

/**
 * What must be answered before a proposal comes to its final comment: each in a sentence or two, or
 * by an address.
 */
export const readinessSchema = z.strictObject({
  /** Where the design is written down, and who looked at it. */
  design: textSchema.optional(),
  /** Where one project has done it, or a working part of it. */
  referenceImplementation: textSchema.optional(),
  /** What is known to stand in the way, or that nothing is. */
  knownBlockers: textSchema.optional(),
  /** Who helps the projects that cannot do it alone. */
  whoHelps: textSchema.optional(),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const readinessPoints = Object.keys(readinessSchema.shape) as (keyof Readiness)[];

/** The points of the list that nobody answered. */
export function unanswered(readiness: Readiness): (keyof Readiness)[] {
  return readinessPoints.filter((point) => readiness[point] === undefined);
}
