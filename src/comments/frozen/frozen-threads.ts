import { join } from 'node:path';
import { z } from 'zod';
import { diffableJson } from '../../ground/diffable-json.ts';
import { foreignLines, foreignText } from '../../ground/foreign-text.ts';
import type { Problem } from '../../ground/problem.ts';
import { webAddressSchema } from '../../proposal/field.ts';
import { readDataFile } from '../../proposal/read-data-file.ts';
import type { ExportedComment, ExportedThread } from '../exchange/exported-thread.ts';
import { threadKinds } from '../store/tables.ts';

/** Where a proposal's folder keeps its threads as they were, for a build without a server. */
export const frozenThreadsFile = 'threads.json';
/** Larger is a mistake, in bytes: 10,000 comments are about 8 MB. */
const largest = 64 * 1024 * 1024;
const format = 1;

const nameless = 'somebody without a name';

const instantSchema = z.iso.datetime();
const nameSchema = z.string().min(1).max(2000);

const commentSchema = z.strictObject({
  id: z.string().min(1).max(100),
  by: nameSchema,
  at: instantSchema,
  /** When it was last written anew. */
  edited: instantSchema.optional(),
  /** Markdown; absent of a deleted and of a hidden one. */
  text: z.string().max(16_384).optional(),
  deleted: z.literal(true).optional(),
  /** Why a moderator hid it. */
  hidden: z.string().max(2000).optional(),
  /** How many gave each sign. */
  signs: z.record(z.string(), z.int().positive()).optional(),
});

const threadSchema = z
  .strictObject({
    id: z.string().regex(/^[0-9a-f-]{36}$/),
    kind: z.enum(threadKinds),
    state: z.enum(['open', 'resolved']),
    /** Who resolved it and when; absent where an export did not tell it. */
    resolved: z.strictObject({ by: nameSchema, at: instantSchema }).optional(),
    /** The revision in which its passage was chosen, and where it stands there, in UTF-16 units. */
    revision: z.string().regex(/^[0-9a-f]{64}$/),
    start: z.int().nonnegative(),
    end: z.int().positive(),
    quote: z.string().min(1).max(10_000),
    comments: z.array(commentSchema).min(1).max(10_000),
  })
  .refine(({ start, end }) => start < end, 'expected the start before the end');
export type FrozenThread = z.infer<typeof threadSchema>;

const frozenSchema = z.strictObject({
  format: z.literal(format),
  /** When they were so. */
  asOf: instantSchema,
  /** The server that they were read from; absent: from a file that one exported. */
  from: webAddressSchema.optional(),
  threads: z.array(threadSchema).max(100_000),
});

/** The threads of a proposal as they were on a day. */
export type FrozenThreads = Omit<z.infer<typeof frozenSchema>, 'format'>;

/** Threads of an export as they are kept in git: public names, no addresses, no id of a person. */
export function frozenThreads(threads: readonly ExportedThread[]): FrozenThread[] {
  return threads.flatMap(({ id, kind, state, resolved, ...thread }) => {
    const { revision, passage, quote, comments } = thread;
    const shown = comments.filter(({ held }) => !held).map(frozenComment);
    if (shown.length === 0) return [];
    const by = foreignText(resolved?.by.name ?? '') || nameless;
    const settled = resolved === null ? {} : { resolved: { by, at: resolved.at } };
    return [{ ...{ id, kind, state, ...settled, revision, ...passage, quote }, comments: shown }];
  });
}

function frozenComment(comment: ExportedComment): FrozenThread['comments'][number] {
  const { id, author, at, editedAt, deletedAt, body, hidden, reactions } = comment;
  const given = Object.entries(reactions).filter(([, count]) => count > 0);
  return {
    id,
    by: foreignText(author.name) || nameless,
    at,
    ...(editedAt === null ? {} : { edited: editedAt }),
    ...(body === null ? {} : { text: foreignLines(body) }),
    ...(deletedAt === null ? {} : { deleted: true as const }),
    ...(hidden === null ? {} : { hidden: foreignText(hidden.reason) }),
    ...(given.length === 0 ? {} : { signs: Object.fromEntries(given.sort()) }),
  };
}

/**
 * The text of threads.json: keys in the schema's order, so that the same threads are the same bytes.
 *
 * @throws where it does not hold against the schema: nothing doubtful is ever written
 */
export function frozenText(frozen: FrozenThreads): string {
  return diffableJson(frozenSchema.parse({ format, ...frozen }));
}

/** threads.json of a proposal's folder; undefined where there is none, or a broken one, which is a problem. */
export async function readFrozenThreads(
  folder: string,
): Promise<{ frozen: FrozenThreads | undefined; problems: Problem[] }> {
  const { data, problems } = await readDataFile(
    join(folder, frozenThreadsFile),
    frozenSchema,
    largest,
    'restore it from git, or remove it and run `npm run threads -- freeze`',
  );
  return { frozen: data, problems };
}
