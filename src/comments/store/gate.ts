import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Open concerns of a proposal, those whose passage is gone and whose raiser left among them. */
export async function readGate(db: Kysely<Tables>, proposal: number): Promise<{ open: string[] }> {
  const rows = await db
    .selectFrom('thread')
    .where('proposal', '=', proposal)
    .where('kind', '=', 'concern')
    .where('state', '=', 'open')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('comment')
          .whereRef('comment.thread', '=', 'thread.id')
          .where('comment.held', '=', 0)
          .select('comment.id'),
      ),
    )
    .select('id')
    .orderBy('seq')
    .execute();
  return { open: rows.map(({ id }) => id) };
}
