import { sql, type Kysely } from 'kysely';
import { newestRevision } from './newest-revision.ts';
import type { ThreadQuery } from './read-thread.ts';
import type { Tables } from './tables.ts';

/**
 * What changes with everything that is read of a proposal: whatever is told of it, or of people, is in
 * the log; placements are counted.
 */
export async function threadsTag(
  db: Kysely<Tables>,
  { proposal, revision, viewer }: Pick<ThreadQuery, 'proposal' | 'revision' | 'viewer'>,
): Promise<string> {
  const name = revision ?? (await newestRevision(db, proposal))?.name ?? '';
  const last = (of: number | null) =>
    db
      .selectFrom('event')
      .where('proposal', of === null ? 'is' : '=', of)
      .select(({ fn }) => fn.max('seq').as('seq'));
  const placed = db
    .selectFrom('revision')
    .where('proposal', '=', proposal)
    .where('name', '=', name)
    .select('placed');
  const row = await db
    .selectNoFrom([
      sql<number>`coalesce(${last(proposal)}, 0)`.as('told'),
      sql<number>`coalesce(${last(null)}, 0)`.as('people'),
      sql<number>`coalesce(${placed}, 0)`.as('placed'),
    ])
    .executeTakeFirstOrThrow();
  const who = viewer === undefined ? '' : `-${viewer.moderates ? 'all-' : ''}${viewer.person}`;
  return `${row.told}-${row.people}-${row.placed}-${name.slice(0, 12)}${who}`;
}
