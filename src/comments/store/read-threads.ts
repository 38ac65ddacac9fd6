import type { Kysely } from 'kysely';
import type { Tables, ThreadKind } from './tables.ts';

/** A comment as it is read; a deleted one keeps its place and says nothing. */
export interface ReadComment {
  id: string;
  author: { id: string; name: string };
  at: string;
  deletedAt: string | null;
  /** Null of a deleted one. */
  body: string | null;
  /** How often it was written: 1 until it is edited. */
  versions: number;
  editedAt: string | null;
  /** How many persons gave each sign. */
  reactions: Record<string, number>;
}

/** Where a thread's passage stands in the revision that was asked for. */
export type ReadPlacement = Omit<Tables['placement'], 'thread'>;

/** A thread as it is read. */
export interface ReadThread {
  id: string;
  proposal: number;
  kind: ThreadKind;
  state: 'open' | 'resolved';
  openedBy: { id: string; name: string };
  openedAt: string;
  /** The revision in which the passage was chosen, and what it said there. */
  revision: string;
  quote: string;
  /** Null while it is not computed yet. */
  placement: ReadPlacement | null;
  comments: ReadComment[];
  version: number;
}

/** A page of threads. */
export interface ThreadPage {
  threads: ReadThread[];
  /** Where the next page begins; null at the end. */
  next: number | null;
  /** Changes whenever anything of the page may have changed. */
  tag: string;
}

export interface ThreadQuery {
  proposal: number;
  /** Placements in this revision; default, the newest. */
  revision?: string;
  state?: 'open' | 'resolved';
  kind?: ThreadKind;
  /** `next` of the page before. */
  after?: number;
  /** At most 100; default 50. */
  limit?: number;
}

const mostThreads = 100;

/** Threads of a proposal in the order in which they were opened, with all of their comments. */
export async function readThreads(db: Kysely<Tables>, query: ThreadQuery): Promise<ThreadPage> {
  const limit = Math.min(mostThreads, Math.max(1, query.limit ?? 50));
  const revision = query.revision ?? (await newestRevision(db, query.proposal))?.name ?? '';
  const rows = await selectThreads(db)
    .where('thread.proposal', '=', query.proposal)
    .where('thread.seq', '>', query.after ?? 0)
    .$if(query.state !== undefined, (select) =>
      select.where('thread.state', '=', query.state ?? 'open'),
    )
    .$if(query.kind !== undefined, (select) =>
      select.where('thread.kind', '=', query.kind ?? 'remark'),
    )
    .orderBy('thread.seq')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  // Whatever is told is in the log, a new name too; placements come without one.
  const last = await db
    .selectFrom('event')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst();
  const placed = await db
    .selectFrom('placement')
    .where('revision', '=', revision)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirst();
  return {
    threads: await withComments(db, page, revision),
    next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
    tag: `${last?.seq ?? 0}-${placed?.count ?? 0}-${revision.slice(0, 12)}`,
  };
}

/** One thread, or undefined. */
export async function readThread(
  db: Kysely<Tables>,
  id: string,
  revision?: string,
): Promise<ReadThread | undefined> {
  const row = await selectThreads(db).where('thread.id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const name = revision ?? (await newestRevision(db, row.proposal))?.name ?? '';
  return (await withComments(db, [row], name))[0];
}

/** The newest revision of a proposal. */
export function newestRevision(db: Kysely<Tables>, proposal: number) {
  return db
    .selectFrom('revision')
    .where('proposal', '=', proposal)
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

function selectThreads(db: Kysely<Tables>) {
  return db
    .selectFrom('thread')
    .innerJoin('person', 'person.id', 'thread.opened_by')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.name', '=', 'thread.revision')
        .onRef('revision.proposal', '=', 'thread.proposal'),
    )
    .selectAll('thread')
    .select(['person.name as opener', 'revision.text as text']);
}

type ThreadRow = Awaited<ReturnType<ReturnType<typeof selectThreads>['execute']>>[number];

async function withComments(
  db: Kysely<Tables>,
  rows: readonly ThreadRow[],
  revision: string,
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
  const comments = Map.groupBy(await readComments(db, ids), ({ thread }) => thread);
  return rows.map((row) => ({
    id: row.id,
    proposal: row.proposal,
    kind: row.kind,
    state: row.state,
    openedBy: { id: row.opened_by, name: row.opener },
    openedAt: row.opened_at,
    revision: row.revision,
    quote: row.text.slice(row.start, row.end),
    placement: placed.get(row.id) ?? null,
    comments: (comments.get(row.id) ?? []).map(({ comment }) => comment),
    version: row.version,
  }));
}

async function readComments(
  db: Kysely<Tables>,
  threads: readonly string[],
): Promise<{ thread: string; comment: ReadComment }[]> {
  const rows = await db
    .selectFrom('comment')
    .innerJoin('person', 'person.id', 'comment.author')
    .where('comment.thread', 'in', threads)
    .selectAll('comment')
    .select('person.name as name')
    .orderBy('comment.seq')
    .execute();
  const versions = await db
    .selectFrom('comment_version')
    .innerJoin('comment', 'comment.id', 'comment_version.comment')
    .where('comment.thread', 'in', threads)
    .selectAll('comment_version')
    .orderBy('comment_version.number')
    .execute();
  const reactions = await db
    .selectFrom('reaction')
    .innerJoin('comment', 'comment.id', 'reaction.comment')
    .where('comment.thread', 'in', threads)
    .select(['reaction.comment', 'reaction.sign'])
    .orderBy('reaction.sign')
    .execute();
  const wordings = Map.groupBy(versions, ({ comment }) => comment);
  const given = Map.groupBy(reactions, ({ comment }) => comment);
  return rows.map(({ id, thread, author, name, at, deleted_at }) => {
    const own = wordings.get(id) ?? [];
    const last = own.at(-1);
    const counts: Record<string, number> = {};
    for (const { sign } of given.get(id) ?? []) counts[sign] = (counts[sign] ?? 0) + 1;
    const editedAt = own.length > 1 ? (last?.at ?? null) : null;
    const comment: ReadComment = {
      id,
      author: { id: author, name },
      at,
      deletedAt: deleted_at,
      body: last?.body ?? null,
      versions: own.length,
      editedAt,
      reactions: counts,
    };
    return { thread, comment };
  });
}
