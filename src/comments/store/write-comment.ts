import type { Transaction } from 'kysely';
import { newCommentSchema, valid } from './input.ts';
import { addComment, ownComment, tell, threadOf } from './rows.ts';
import type { SignedWrites, Writer } from './signed-writes.ts';
import type { Tables } from './tables.ts';
import { takeWordings, writeWording } from './wording.ts';

/** Adds to a thread, a resolved one too. */
export async function replyTo(
  writes: SignedWrites,
  writer: Writer,
  { thread, body }: { thread: string; body: string },
): Promise<{ comment: string }> {
  const wanted = valid(newCommentSchema, { body });
  return writes.write(writer, ['reply', thread, wanted], async (db, at) => {
    await threadOf(db, thread);
    const comment = await addCommentOf(db, writer, { thread, ...wanted, at });
    await tell(db, { kind: 'replied', thread, comment, person: writer.person, at });
    return { comment };
  });
}

/** Writes one's own comment anew; what it said before is kept. */
export async function editComment(
  writes: SignedWrites,
  writer: Writer,
  { comment, body }: { comment: string; body: string },
): Promise<{ version: number }> {
  const wanted = valid(newCommentSchema, { body });
  return writes.write(writer, ['edit', comment, wanted], async (db, at) => {
    const { thread } = await ownComment(db, comment, writer.person);
    const { last } = await db
      .selectFrom('comment_version')
      .where('comment', '=', comment)
      .select(({ fn }) => fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const version = last + 1;
    await writeWording(db, { comment, number: version, body: wanted.body, at });
    await tell(db, { kind: 'edited', thread, comment, person: writer.person, at });
    return { version };
  });
}

/** Deletes what one's own comment says, in all of its wordings; its place in the thread stays. */
export async function deleteComment(
  writes: SignedWrites,
  writer: Writer,
  comment: string,
): Promise<{ deleted: string }> {
  return writes.write(writer, ['delete', comment], async (db, at) => {
    const { thread } = await ownComment(db, comment, writer.person);
    await db.updateTable('comment').set({ deleted_at: at }).where('id', '=', comment).execute();
    await takeWordings(db, comment);
    await tell(db, { kind: 'deleted', thread, comment, person: writer.person, at });
    return { deleted: comment };
  });
}

/** Adds a comment of a writer, held where it is their first one and first ones are. */
export async function addCommentOf(
  db: Transaction<Tables>,
  { person: author, holdFirst = false }: Writer,
  comment: { thread: string; body: string; at: string },
): Promise<string> {
  const seen = db.selectFrom('comment').where('author', '=', author).where('held', '=', 0);
  const held = holdFirst && (await seen.select('id').limit(1).executeTakeFirst()) === undefined;
  return addComment(db, { ...comment, author, held: Number(held) });
}
