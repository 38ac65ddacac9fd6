import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ThreadQuery } from './read-thread.ts';
import type { Tables } from './tables.ts';
import { ofPage } from './threads-of-page.ts';

/**
 * What changes with everything that is read of a page of threads, and not with what is said elsewhere:
 * whatever is told of a thread raises its version, what is told of people is in the log, and a place
 * that is there is not changed.
 */
export async function threadsTag(
  db: Kysely<Tables>,
  query: ThreadQuery & { revision: string },
): Promise<string> {
  const { revision: name, viewer } = query;
  const people = db
    .selectFrom('event')
    .where('event.proposal', 'is', null)
    .select(({ fn }) => fn.max('event.seq').as('seq'));
  const threads = await ofPage(db.selectFrom('thread'), query)
    .leftJoin('placement as now', (join) =>
      join.onRef('now.thread', '=', 'thread.id').on('now.revision', '=', name),
    )
    // An open concern is held against what its raiser saw last.
    .leftJoin('placement as seen', (join) =>
      join
        .onRef('seen.thread', '=', 'thread.id')
        .onRef('seen.revision', '=', 'thread.looked')
        .on('thread.kind', '=', 'concern'),
    )
    .select(['thread.seq', 'thread.version', 'now.outcome as now', 'seen.outcome as seen'])
    .execute();
  const { seq } = await people.executeTakeFirstOrThrow();
  const rows = threads.map((one) => [one.seq, one.version, one.now, one.seen]);
  const state = JSON.stringify([name, seq, rows]);
  const tag = createHash('sha256').update(state).digest('base64url').slice(0, 22);
  const who = viewer === undefined ? '' : `-${viewer.moderates ? 'all-' : ''}${viewer.person}`;
  return `${tag}${who}`;
}
