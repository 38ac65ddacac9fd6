import type { Kysely } from 'kysely';
import { newestRevision } from './newest-revision.ts';
import type { ThreadQuery } from './read-thread.ts';
import type { Tables } from './tables.ts';

/** What changes with everything that is read: whatever is told is in the log; placements are counted. */
export async function threadsTag(
  db: Kysely<Tables>,
  { proposal, revision, viewer }: Pick<ThreadQuery, 'proposal' | 'revision' | 'viewer'>,
): Promise<string> {
  const name = revision ?? (await newestRevision(db, proposal))?.name ?? '';
  const last = await db
    .selectFrom('event')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst();
  const { placed = 0 } =
    (await db
      .selectFrom('revision')
      .where('proposal', '=', proposal)
      .where('name', '=', name)
      .select('placed')
      .executeTakeFirst()) ?? {};
  const who = viewer === undefined ? '' : `-${viewer.moderates ? 'all-' : ''}${viewer.person}`;
  return `${last?.seq ?? 0}-${placed}-${name.slice(0, 12)}${who}`;
}
