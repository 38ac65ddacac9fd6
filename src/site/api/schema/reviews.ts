import { z } from 'zod';
import { personsDecisionSchema } from '../../../review/decision.ts';
import { linkSchema, reviewSchema } from '../../../review/review.ts';
import { sourceSchema } from '../../../review/snapshot.ts';

const id = linkSchema.shape.review;

const stands = z.strictObject({
  review: id,
  stage: linkSchema.shape.stage,
  decision: z.enum(['confirmed', 'suggested', 'rejected']),
  provenance: z
    .array(linkSchema.shape.provenance.element)
    .describe('Why; empty: a person said so.'),
  person: personsDecisionSchema.omit({ review: true, stage: true }).optional(),
});

/** Some of a proposal's code reviews, each with its links to stages. */
export const reviewsSchema = z.strictObject({
  proposal: z.int(),
  page: z.int().describe('From 1.'),
  pages: z.int(),
  next: z.string().nullable(),
  unread: z
    .enum(['nothing', 'reviews', 'decisions'])
    .describe('What could not be read: there may be more than is here, or it may stand otherwise.'),
  sources: z.array(sourceSchema),
  reviews: z.array(reviewSchema),
  links: z.array(stands),
});
