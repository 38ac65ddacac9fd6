import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What a proposal's page shows: its head, or where none is told, the revision of the highest number. */
export function newestRevision(db: Kysely<Tables>, proposal: number) {
  return db
    .selectFrom('revision')
    .leftJoin('head', (join) =>
      join
        .onRef('head.proposal', '=', 'revision.proposal')
        .onRef('head.revision', '=', 'revision.name'),
    )
    .where('revision.proposal', '=', proposal)
    .where((eb) =>
      eb.or([eb('head.revision', 'is not', null), eb('revision.number', 'is not', null)]),
    )
    .select(['revision.name', 'revision.number'])
    .orderBy(sql`case when head.revision is null then 1 else 0 end`)
    .orderBy('revision.number', 'desc')
    .limit(1)
    .executeTakeFirst();
}
