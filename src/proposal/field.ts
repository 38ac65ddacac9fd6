import { z } from 'zod';
import { today } from '../ground/day.ts';
import { webAddress, webAddressRule } from '../ground/trust/web-address.ts';
import { hiddenCharacter } from '../ground/trust/hidden-characters.ts';

/** Lower-case words with hyphens (or dots, as in `oslo.messaging`): stages, probes, concerns, projects. */
export const slugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:[-._][a-z0-9]+)*$/, {
    error: 'expected lower-case letters and digits, joined by `-`, `.` or `_`',
  });

/** A calendar day, `YYYY-MM-DD`; YAML may also hand it over as a date. */
export const daySchema = z.preprocess(
  (value) => (value instanceof Date ? today(value) : value),
  z.iso.date({ error: 'expected a day, YYYY-MM-DD' }),
);

/** An http or https address without user information; the only kind that is stored or linked. */
export const webAddressSchema = z
  .string()
  .refine((text) => webAddress(text) !== undefined, { error: webAddressRule });

/** One line of text: not empty, no line breaks, nothing that a reader does not see and a screen acts on. */
export const lineSchema = z
  .string()
  .trim()
  .min(1, { error: 'expected some text' })
  .max(300, { error: 'expected at most 300 characters' })
  .regex(/^[^\n\r]*$/, { error: 'expected a single line' })
  .check((context) => {
    const hidden = hiddenCharacter(context.value);
    if (hidden === undefined || /[\n\r]/.test(context.value)) return;
    const message = `expected text that is seen whole, found ${hidden.name} at character ${hidden.index + 1}`;
    context.issues.push({ code: 'custom', message, input: context.value });
  });

/** Prose in a data field; Markdown is not rendered there. */
export const textSchema = z
  .string()
  .trim()
  .min(1, { error: 'expected some text' })
  .max(4000, { error: 'expected at most 4000 characters' });
