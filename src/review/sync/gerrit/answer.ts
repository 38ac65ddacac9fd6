import { z } from 'zod';

/** An answer that is no JSON of Gerrit's, in words. */
export class UnusableAnswer extends Error {
  override name = 'UnusableAnswer';
}

/**
 * The data of a Gerrit answer. `)]}'` stands before the JSON so that no page can run it as a script;
 * behind some proxies it is missing or there twice.
 */
export function parseAnswer(text: string): unknown {
  const json = text.replace(/^(?:\ufeff|\s|\)\]\}'[^\S\n]*\n?)*/, '');
  if (json.startsWith('<')) {
    throw new UnusableAnswer('answers with a page of HTML (a login or an error) instead of JSON');
  }
  try {
    return JSON.parse(json);
  } catch {
    const what = json === '' ? 'nothing' : 'JSON that is cut off or broken';
    throw new UnusableAnswer(`answers with ${what} (${text.length} characters)`);
  }
}

const text = z.string();
/** What a server leaves out, says as null, or says in a type of its own is all the same: unknown. */
const lenient = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);

const accountSchema = z.object({
  _account_id: lenient(z.int().min(0)),
  name: lenient(text),
  display_name: lenient(text),
  username: lenient(text),
});

/** `value` is a number, but a string with a space (`" 0"`) has been seen. */
const voteSchema = z.object({
  _account_id: lenient(z.int().min(0)),
  value: lenient(z.union([z.number(), text.transform(Number).pipe(z.number())])),
  /** When it was given. */
  date: lenient(text),
});

/** The part of a ChangeInfo that is read; everything beyond is dropped unseen. */
export const changeInfoSchema = z.object({
  _number: z.int().min(1),
  project: text.min(1),
  branch: lenient(text),
  change_id: lenient(text),
  subject: lenient(text),
  status: lenient(text),
  topic: lenient(text),
  hashtags: lenient(z.array(text)),
  created: lenient(text),
  updated: lenient(text),
  submitted: lenient(text),
  work_in_progress: lenient(z.boolean()),
  insertions: lenient(z.int().min(0)),
  deletions: lenient(z.int().min(0)),
  owner: lenient(accountSchema),
  revert_of: lenient(z.int().min(1)),
  labels: lenient(
    z.record(
      text,
      z.object({
        all: lenient(z.array(voteSchema)),
        rejected: lenient(z.looseObject({})),
        blocking: lenient(z.boolean()),
      }),
    ),
  ),
  reviewers: lenient(z.object({ REVIEWER: lenient(z.array(accountSchema)) })),
  attention_set: lenient(
    z.record(text, z.object({ account: lenient(accountSchema), last_update: lenient(text) })),
  ),
  unresolved_comment_count: lenient(z.int().min(0)),
  mergeable: lenient(z.boolean()),
  submittable: lenient(z.boolean()),
  submit_requirements: lenient(z.array(z.object({ name: lenient(text), status: lenient(text) }))),
  current_revision: lenient(text),
  revisions: lenient(
    z.record(
      text,
      z.object({
        commit: lenient(
          z.object({
            message: lenient(text),
            parents: lenient(z.array(z.object({ commit: lenient(text) }))),
          }),
        ),
      }),
    ),
  ),
  _more_changes: lenient(z.boolean()),
});
export type ChangeInfo = z.infer<typeof changeInfoSchema>;

/** One query's list: what could be read, how many could not, and whether the server has more. */
export interface ChangeList {
  changes: ChangeInfo[];
  unreadable: number;
  more: boolean;
}

/**
 * The lists of an answer to `count` queries: one query is answered by a flat list, several by a list
 * of lists.
 */
export function changeLists(answer: unknown, count: number): ChangeList[] {
  if (!Array.isArray(answer)) throw new UnusableAnswer('answers with something else than a list');
  const lists: unknown[] = count === 1 && !Array.isArray(answer[0]) ? [answer] : answer;
  if (lists.length !== count || !lists.every((list) => Array.isArray(list))) {
    throw new UnusableAnswer(`answers ${count} queries with ${lists.length} lists`);
  }
  return lists.map(oneList);
}

function oneList(list: unknown[]): ChangeList {
  const changes: ChangeInfo[] = [];
  let unreadable = 0;
  let more = false;
  for (const item of list) {
    const change = changeInfoSchema.safeParse(item);
    if (change.success) changes.push(change.data);
    else unreadable++;
    more = isMore(item);
  }
  return { changes, unreadable, more };
}

/** The mark stands on the last item alone, which may be one that cannot be read. */
function isMore(item: unknown): boolean {
  return (
    typeof item === 'object' &&
    item !== null &&
    '_more_changes' in item &&
    item._more_changes === true
  );
}
