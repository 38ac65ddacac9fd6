import { z } from 'zod';
import { webAddressSchema } from './field.ts';

/**
 * Addresses of the code reviews that changed a text: what was said on its lines there is read by
 * `npm run sync` and shown with it.
 */
export const textReviewsSchema = z
  .array(webAddressSchema)
  .min(1)
  .max(100)
  .describe(
    'Addresses of the code reviews that changed this text: what was said in them is shown.',
  );

/** Those of a proposal, whether it names them itself or at a stage, each once. */
export function textReviewsOf(of: {
  textReviews?: readonly string[] | undefined;
  stages: readonly { textReviews?: readonly string[] | undefined }[];
}): string[] {
  return [...new Set([of, ...of.stages].flatMap(({ textReviews }) => [...(textReviews ?? [])]))];
}
