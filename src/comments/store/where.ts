import type { Kysely } from 'kysely';
import { Refused } from './refused.ts';
import type { Tables } from './tables.ts';

/** Ids that are looked up by one query. */
const idsAtOnce = 1000;

/** To which proposal a thread belongs. @throws {Refused} where there is none */
export async function whereThread(
  db: Kysely<Tables>,
  thread: string,
): Promise<{ proposal: number }> {
  const row = await db
    .selectFrom('thread')
    .where('id', '=', thread)
    .select('proposal')
    .executeTakeFirst();
  if (row === undefined) throw new Refused('not found', `no thread ${thread}`);
  return row;
}

/** Those of some ids that are threads of this store. */
export async function threadsAmong(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce);
    const rows = await db.selectFrom('thread').where('id', 'in', some).select('id').execute();
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** To which thread and proposal a comment belongs. @throws {Refused} where there is none */
export async function whereComment(
  db: Kysely<Tables>,
  comment: string,
): Promise<{ thread: string; proposal: number }> {
  const row = await db
    .selectFrom('comment')
    .innerJoin('thread', 'thread.id', 'comment.thread')
    .where('comment.id', '=', comment)
    .select(['thread.id as thread', 'thread.proposal'])
    .executeTakeFirst();
  if (row === undefined) throw new Refused('not found', `no comment ${comment}`);
  return row;
}

/** Where a page of a list begins whose first thread is this one: `after` of it. */
export async function whereBefore(
  db: Kysely<Tables>,
  thread: string,
): Promise<{ proposal: number; after: number }> {
  const { proposal } = await whereThread(db, thread);
  const before = await db
    .selectFrom('thread')
    .where('proposal', '=', proposal)
    .where('seq', '<', (eb) =>
      eb.selectFrom('thread as own').where('own.id', '=', thread).select('own.seq'),
    )
    .select('seq')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return { proposal, after: before?.seq ?? 0 };
}
