import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const id = z.string().regex(/^[0-9a-f]{40}$/);
const offsets = z.tuple([z.int().nonnegative(), z.int().positive()]);

/** Where a person says that a passage stands after a change; offsets are those of the source's blocks. */
const judgementSchema = z.strictObject({
  /** The seed with which it was drawn (`--draw 200 --seed …`). */
  drawn: z.int(),
  repository: z.string(),
  /** The change, and the ids of the file's contents before and after it. */
  commit: id,
  path: z.string(),
  before: id,
  after: id,
  passage: offsets,
  truth: z.union([offsets, z.literal('gone')]),
});

/** Reads bench/anchoring/judgements.jsonl: one judgement a line. */
export async function readJudgements(): Promise<z.infer<typeof judgementSchema>[]> {
  const text = await readFile(new URL('judgements.jsonl', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => judgementSchema.parse(JSON.parse(line)));
}
