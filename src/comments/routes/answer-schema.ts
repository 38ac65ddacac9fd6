import { z } from 'zod';
import { threadKinds } from '../store/tables.ts';

const personSchema = z.strictObject({ id: z.string(), name: z.string() });
const momentSchema = z.iso.datetime();

const commentSchema = z.strictObject({
  id: z.string(),
  author: personSchema,
  at: momentSchema,
  deletedAt: momentSchema.nullable(),
  body: z
    .string()
    .nullable()
    .describe('Markdown as it was written; null of a deleted or hidden comment'),
  html: z.string().nullable().describe('the body as HTML that is safe'),
  hidden: z.strictObject({ reason: z.string() }).nullable(),
  held: z.boolean().describe('waits for a moderator; others do not see it'),
  versions: z.int().describe('how often it was written'),
  editedAt: momentSchema.nullable(),
  reactions: z.record(z.string(), z.int()),
  mine: z.array(z.string()).describe('signs that the reader gave'),
});

const placementSchema = z.strictObject({
  revision: z.string(),
  outcome: z.enum(['exact', 'edited', 'rewritten', 'moved', 'orphaned']),
  start: z.int().describe('UTF-16 units of the revision’s canonical text'),
  end: z.int().describe('the same as `start` of an orphaned one: where it would stand'),
  confidence: z.number(),
  method: z
    .enum(['diff', 'gap', 'move', 'search', 'neighbour', 'none'])
    .describe('`none`: it was not looked for to the end, that took too long'),
});

export const threadSchema = z.strictObject({
  id: z.string(),
  proposal: z.int(),
  kind: z.enum(threadKinds),
  state: z.enum(['open', 'resolved']),
  openedBy: personSchema,
  openedAt: momentSchema,
  resolved: z
    .strictObject({ at: momentSchema, by: personSchema })
    .nullable()
    .describe('null of an open one, and where an import did not tell it'),
  revision: z.string().describe('the revision in which the passage was chosen'),
  passage: z.strictObject({ start: z.int(), end: z.int() }).describe('where it stands there'),
  quote: z.string().describe('what the passage said there'),
  placement: placementSchema.nullable().describe('null while it is not computed yet'),
  lookAgain: z.boolean().describe('an open concern whose passage changed since its raiser saw it'),
  comments: z.array(commentSchema),
  version: z.int().describe('grows with every event of the thread'),
});

export const threadPageSchema = z.strictObject({
  threads: z.array(threadSchema),
  next: z.int().nullable().describe('`after` of the next page; null at the end'),
});

export const gateSchema = z.strictObject({
  open: z.array(z.string()).describe('open concerns, by id'),
});

export const sessionSchema = z.strictObject({
  person: personSchema.extend({ roles: z.array(z.string()) }).nullable(),
  ways: z.array(z.strictObject({ name: z.string(), url: z.string() })),
});

export const faultSchema = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string() }),
});

/** The published schema of the answers (JSON Schema, draft 2020-12). */
export function answersSchema(): object {
  const answers = {
    threads: threadPageSchema,
    thread: threadSchema,
    gate: gateSchema,
    session: sessionSchema,
    fault: faultSchema,
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: Object.fromEntries(
      Object.entries(answers).map(([name, schema]) => {
        const own = Object.entries(z.toJSONSchema(schema)).filter(([key]) => key !== '$schema');
        return [name, Object.fromEntries(own)];
      }),
    ),
  };
}
