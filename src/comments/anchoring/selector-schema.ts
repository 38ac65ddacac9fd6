import { z } from 'zod';

/** Longest passage that can be commented on, in UTF-16 units: some pages of print. */
export const longestPassage = 10_000;
/** Longest context on each side; this server itself keeps 64. */
const longestContext = 256;

const wholeText = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.isWellFormed(), 'Expected whole characters, found half of one');

/** Selectors as a stranger sends them: both must be there, and must be able to name a passage. */
export const passageSelectorsSchema = z.strictObject({
  position: z
    .strictObject({
      type: z.literal('TextPositionSelector'),
      start: z.int().nonnegative(),
      end: z.int().positive(),
    })
    .refine(({ start, end }) => start < end, 'Expected the start before the end'),
  quote: z.strictObject({
    type: z.literal('TextQuoteSelector'),
    exact: wholeText(longestPassage).refine(
      (text) => text.trim() !== '',
      'Expected something to read, found white space',
    ),
    prefix: wholeText(longestContext),
    suffix: wholeText(longestContext),
  }),
});
