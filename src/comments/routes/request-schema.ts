import { z } from 'zod';
import { newCommentSchema, newThreadSchema, valid } from '../store/input.ts';
import type { ThreadQuery } from '../store/read-thread.ts';
import { threadKinds } from '../store/tables.ts';

const digits = z
  .string()
  .regex(/^\d{1,9}$/, 'expected digits')
  .transform(Number);

const querySchema = z
  .strictObject({
    after: digits,
    limit: digits.refine((count) => count >= 1 && count <= 100, 'expected 1 to 100'),
    state: z.enum(['open', 'resolved']),
    kind: z.enum(threadKinds),
    revision: newThreadSchema.shape.revision,
  })
  .partial();

/** The new thread of a request, whose address says the proposal. */
const threadRequestSchema = newThreadSchema.omit({ proposal: true });
const previewSchema = z.strictObject({
  body: z.union([newCommentSchema.shape.body, z.literal('')]),
});
const reasonSchema = z.strictObject({ reason: newCommentSchema.shape.body });
const stateSchema = z.strictObject({ state: z.enum(['open', 'resolved']) });

/** @throws {Refused} with all that is wrong */
export function threadQueryOf(query: URLSearchParams): Omit<ThreadQuery, 'proposal'> {
  const given = valid(querySchema, Object.fromEntries(query));
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** @throws {Refused} with all that is wrong */
export function threadOf(given: unknown): z.infer<typeof threadRequestSchema> {
  return valid(threadRequestSchema, given);
}

/** @throws {Refused} with all that is wrong */
export function bodyOf(given: unknown): string {
  return valid(newCommentSchema, given).body;
}

/** @throws {Refused} with all that is wrong */
export function stateOf(given: unknown): 'open' | 'resolved' {
  return valid(stateSchema, given).state;
}

/** What a preview is made of: as a comment, but it may be empty still. */
export function previewOf(given: unknown): string {
  return valid(previewSchema, given).body;
}

/** @throws {Refused} with all that is wrong */
export function reasonOf(given: unknown): string {
  return valid(reasonSchema, given).reason;
}

/** What was typed into a field of a form: a browser sends it with the line ends of a form. */
export function typed(field: string | null): string {
  return (field ?? '').replaceAll('\r\n', '\n');
}
