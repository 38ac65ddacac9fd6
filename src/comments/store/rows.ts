import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { Refused } from './refused.ts';
import type { EventKind, Tables } from './tables.ts';
import { writeWording } from './wording.ts';

type Db = Transaction<Tables>;

/** Writes a new comment with its first wording. */
export async function addComment(
  db: Db,
  { body, ...comment }: { thread: string; author: string; body: string; at: string; held: number },
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('comment')
    .values({ id, ...comment, deleted_at: null })
    .execute();
  await writeWording(db, { comment: id, number: 1, body, at: comment.at });
  return id;
}

interface Told {
  kind: EventKind;
  thread?: string;
  comment?: string;
  person: string;
  at: string;
  data?: object;
}

/** Writes what happened to the log; the thread is newer than who read it before knows. */
export async function tell(
  db: Db,
  { kind, thread, comment, person, at, data = {} }: Told,
): Promise<void> {
  let proposal: number | null = null;
  if (thread !== undefined) {
    const row = await db
      .updateTable('thread')
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', thread)
      .returning('proposal')
      .executeTakeFirst();
    proposal = row?.proposal ?? null;
  }
  await db
    .insertInto('event')
    .values({
      kind,
      proposal,
      thread: thread ?? null,
      comment: comment ?? null,
      person,
      at,
      data: JSON.stringify(data),
    })
    .execute();
}

/** @throws {Refused} where there is none */
export async function threadOf(db: Db, id: string) {
  const row = await db.selectFrom('thread').where('id', '=', id).selectAll().executeTakeFirst();
  if (row === undefined) throw new Refused('not found', `no thread ${id}`);
  return row;
}

/** @throws {Refused} where there is none, or it was deleted */
export async function livingComment(db: Db, id: string) {
  const row = await db.selectFrom('comment').where('id', '=', id).selectAll().executeTakeFirst();
  if (row === undefined) throw new Refused('not found', `no comment ${id}`);
  if (row.deleted_at !== null) throw new Refused('conflict', 'the comment was deleted');
  return row;
}

/** @throws {Refused} where there is none, it was deleted, or is somebody else’s */
export async function ownComment(db: Db, id: string, person: string) {
  const row = await livingComment(db, id);
  if (row.author !== person) throw new Refused('forbidden', 'the comment is somebody else’s');
  return row;
}

/**
 * @returns why they were banned; null: they were not
 * @throws {Refused} where there is none, or they were erased
 */
export async function knownPerson(db: Db, id: string): Promise<{ banned: string | null }> {
  const row = await db
    .selectFrom('person')
    .leftJoin('ban', 'ban.person', 'person.id')
    .where('person.id', '=', id)
    .where('person.issuer', 'is not', null)
    .select('ban.reason as banned')
    .executeTakeFirst();
  if (row === undefined) throw new Refused('not found', `no person ${id}`);
  return row;
}
