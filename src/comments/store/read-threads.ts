import type { Kysely } from 'kysely';
import { toLookAtAgain } from './look-again.ts';
import { newestRevision } from './newest-revision.ts';
import { readComments } from './read-comments.ts';
import type { ReadThread, ThreadPage, ThreadQuery, Viewer } from './read-thread.ts';
import type { Tables } from './tables.ts';
import { limitOf, ofPage, visible } from './threads-of-page.ts';

/** Comments of a page, after its first thread. */
const mostComments = 1000;

/** Threads of a proposal in the order in which they were opened, with all of their comments. */
export async function readThreads(db: Kysely<Tables>, query: ThreadQuery): Promise<ThreadPage> {
  const limit = limitOf(query);
  const revision = query.revision ?? (await newestRevision(db, query.proposal))?.name ?? '';
  const rows = await ofPage(selectThreads(db), query).execute();
  const page = await withinBound(db, rows.slice(0, limit));
  return {
    threads: await withComments(db, page, revision, query.viewer),
    next: rows.length > page.length ? (page.at(-1)?.seq ?? null) : null,
  };
}

/** As many of the first threads as have no more comments than a page may; one at least. */
async function withinBound(
  db: Kysely<Tables>,
  rows: readonly ThreadRow[],
): Promise<readonly ThreadRow[]> {
  if (rows.length === 0) return rows;
  const counts = await db
    .selectFrom('comment')
    .where(
      'thread',
      'in',
      rows.map(({ id }) => id),
    )
    .select(['thread', ({ fn }) => fn.countAll().as('many')])
    .groupBy('thread')
    .execute();
  const many = new Map(counts.map((one) => [one.thread, Number(one.many)]));
  let comments = 0;
  const end = rows.findIndex(({ id }, i) => {
    comments += many.get(id) ?? 0;
    return i > 0 && comments > mostComments;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

/** One thread, or undefined. */
export async function readThread(
  db: Kysely<Tables>,
  id: string,
  revision?: string,
  viewer?: Viewer,
): Promise<ReadThread | undefined> {
  const row = await visible(selectThreads(db), viewer)
    .where('thread.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const name = revision ?? (await newestRevision(db, row.proposal))?.name ?? '';
  return (await withComments(db, [row], name, viewer))[0];
}

function selectThreads(db: Kysely<Tables>) {
  return db
    .selectFrom('thread')
    .innerJoin('person', 'person.id', 'thread.opened_by')
    .leftJoin('person as resolver', 'resolver.id', 'thread.resolved_by')
    .selectAll('thread')
    .select(['person.name as opener', 'resolver.name as resolver']);
}

type ThreadRow = Awaited<ReturnType<ReturnType<typeof selectThreads>['execute']>>[number];

async function withComments(
  db: Kysely<Tables>,
  rows: readonly ThreadRow[],
  revision: string,
  viewer: Viewer | undefined,
): Promise<ReadThread[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const placements = await db
    .selectFrom('placement')
    .where('revision', '=', revision)
    .where('thread', 'in', ids)
    .selectAll()
    .execute();
  const placed = new Map(placements.map(({ thread, ...placement }) => [thread, placement]));
  const again = await toLookAtAgain(db, rows, placed);
  const comments = Map.groupBy(await readComments(db, ids, viewer), ({ thread }) => thread);
  return rows.map((row) => ({
    id: row.id,
    proposal: row.proposal,
    kind: row.kind,
    state: row.state,
    openedBy: { id: row.opened_by, name: row.opener },
    openedAt: row.opened_at,
    resolved: resolvedOf(row),
    revision: row.revision,
    passage: { start: row.start, end: row.end },
    quote: row.quote,
    placement: placed.get(row.id) ?? null,
    lookAgain: again.has(row.id),
    comments: (comments.get(row.id) ?? []).map(({ comment }) => comment),
    version: row.version,
  }));
}

function resolvedOf({ resolved_at, resolved_by, resolver }: ThreadRow): ReadThread['resolved'] {
  if (resolved_at === null || resolved_by === null) return null;
  return { at: resolved_at, by: { id: resolved_by, name: resolver ?? '' } };
}
