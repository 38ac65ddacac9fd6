import { z } from 'zod';
import { passageSelectorsSchema } from '../anchoring/selector-schema.ts';
import { Refused } from './refused.ts';
import { threadKinds } from './tables.ts';

/** Longest body, in bytes of UTF-8: its parser's time grows faster than the text. */
const largestBody = 16 * 1024;

/** Text that both databases keep as it is: one drops what follows U+0000, the other refuses it. */
const keepable = (text: string) => text.isWellFormed() && !text.includes('\0');

const bodySchema = z
  .string()
  .refine((text) => text.trim() !== '', 'expected something to read')
  .refine((text) => Buffer.byteLength(text) <= largestBody, 'expected at most 16 KiB')
  .refine(keepable, 'expected whole characters and no U+0000');

const lineSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => keepable(text) && !/[\r\n]/.test(text), 'expected one line of text');

/** A new thread as its writer gives it. */
export const newThreadSchema = z.strictObject({
  proposal: z.int().min(0).max(9999),
  kind: z.enum(threadKinds),
  /** Name of the revision in which the passage was chosen. */
  revision: z.string().regex(/^[0-9a-f]{64}$/, 'expected the name of a revision'),
  passage: passageSelectorsSchema,
  body: bodySchema,
});
export type NewThread = z.infer<typeof newThreadSchema>;

export const newCommentSchema = z.strictObject({ body: bodySchema });

export const identitySchema = z.strictObject({
  issuer: lineSchema,
  subject: lineSchema,
  name: lineSchema,
});
export type Identity = z.infer<typeof identitySchema>;

/** A reaction: few signs, each with one meaning. */
export const signs = ['agree', 'disagree', 'thanks', 'confused'] as const;
export const signSchema = z.enum(signs);

/** A key by which a request can be sent again. */
export const keySchema = z
  .string()
  .regex(/^[\w.-]{8,100}$/, 'expected 8 to 100 letters, digits, `-`, `_`, `.`');

/**
 * What was given, if it may be written.
 *
 * @throws {Refused} with everything that is wrong with it
 */
export function valid<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new Refused('invalid', faults.join('; '));
}
