import { z } from 'zod';
import { lineSchema, textSchema } from './field.ts';

/**
 * What a blueprint's own words mean: `green thread: A thread that …`. The first use of each in the
 * prose leads to its meaning below the text.
 */
export const glossarySchema = z.record(lineSchema, textSchema);
