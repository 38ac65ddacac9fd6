import { sql, type Kysely } from 'kysely';
import type { Tables, ThreadKind } from './tables.ts';

/** A comment as it is read; a deleted one keeps its place and says nothing. */
export interface ReadComment {
  id: string;
  author: { id: string; name: string };
  at: string;
  deletedAt: string | null;
  /** Null of a deleted one, and of a hidden one but for its author and moderators. */
  body: string | null;
  /** Why a moderator hid it; null of one that is not hidden. */
  hidden: string | null;
  /** Waits for a moderator: others do not see it at all. */
  held: boolean;
  /** How often it was written: 1 until it is edited. */
  versions: number;
  editedAt: string | null;
  /** How many persons gave each sign. */
  reactions: Record<string, number>;
  /** Signs that the reader gave. */
  mine: string[];
}

/** Who reads: authors see their own held comments, moderators all. */
export interface Viewer {
  person: string;
  moderates: boolean;
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
  /** The revision in which the passage was chosen, where in its text, and what it said there. */
  revision: string;
  passage: { start: number; end: number };
  quote: string;
  /** Null while it is not computed yet. */
  placement: ReadPlacement | null;
  /** An open concern whose passage changed since its raiser saw it last: does it still stand? */
  lookAgain: boolean;
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
  /** Default: somebody who is not signed in. */
  viewer?: Viewer;
}

const mostThreads = 100;

/** Threads of a proposal in the order in which they were opened, with all of their comments. */
export async function readThreads(db: Kysely<Tables>, query: ThreadQuery): Promise<ThreadPage> {
  const limit = Math.min(mostThreads, Math.max(1, query.limit ?? 50));
  const revision = query.revision ?? (await newestRevision(db, query.proposal))?.name ?? '';
  const tag = await threadsTag(db, { ...query, revision });
  const rows = await visible(selectThreads(db), query.viewer)
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
  return {
    threads: await withComments(db, page, revision, query.viewer),
    next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
    tag,
  };
}

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

function selectThreads(db: Kysely<Tables>) {
  return db
    .selectFrom('thread')
    .innerJoin('person', 'person.id', 'thread.opened_by')
    .selectAll('thread')
    .select('person.name as opener');
}

type ThreadSelect = ReturnType<typeof selectThreads>;

/** Leaves out threads of which nothing may be seen yet. */
function visible(select: ThreadSelect, viewer: Viewer | undefined): ThreadSelect {
  if (viewer?.moderates === true) return select;
  return select.where((eb) =>
    eb.exists(
      eb
        .selectFrom('comment')
        .whereRef('comment.thread', '=', 'thread.id')
        .where((inner) =>
          inner.or([
            inner('comment.held', '=', 0),
            inner('comment.author', '=', viewer?.person ?? ''),
          ]),
        )
        .select('comment.id'),
    ),
  );
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
  const comments = Map.groupBy(await readComments(db, ids, viewer), ({ thread }) => thread);
  return rows.map((row) => ({
    id: row.id,
    proposal: row.proposal,
    kind: row.kind,
    state: row.state,
    openedBy: { id: row.opened_by, name: row.opener },
    openedAt: row.opened_at,
    revision: row.revision,
    passage: { start: row.start, end: row.end },
    quote: row.quote,
    placement: placed.get(row.id) ?? null,
    lookAgain: isLookedAtAgain(row, placed.get(row.id)),
    comments: (comments.get(row.id) ?? []).map(({ comment }) => comment),
    version: row.version,
  }));
}

function isLookedAtAgain(
  { kind, state, looked }: ThreadRow,
  placement: ReadPlacement | undefined,
): boolean {
  if (kind !== 'concern' || state !== 'open' || placement === undefined) return false;
  return placement.outcome !== 'exact' && placement.revision !== looked;
}

async function readComments(
  db: Kysely<Tables>,
  threads: readonly string[],
  viewer: Viewer | undefined,
): Promise<{ thread: string; comment: ReadComment }[]> {
  const rows = await db
    .selectFrom('comment')
    .innerJoin('person', 'person.id', 'comment.author')
    .where('comment.thread', 'in', threads)
    .$if(viewer?.moderates !== true, (select) =>
      select.where((inner) =>
        inner.or([
          inner('comment.held', '=', 0),
          inner('comment.author', '=', viewer?.person ?? ''),
        ]),
      ),
    )
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
    .select(['reaction.comment', 'reaction.sign', 'reaction.person'])
    .orderBy('reaction.sign')
    .execute();
  const wordings = Map.groupBy(versions, ({ comment }) => comment);
  const given = Map.groupBy(reactions, ({ comment }) => comment);
  return rows.map(({ id, thread, author, name, at, deleted_at, held, hidden_reason }) => {
    const isSeen =
      hidden_reason === null || viewer?.moderates === true || viewer?.person === author;
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
      body: isSeen ? (last?.body ?? null) : null,
      hidden: hidden_reason,
      held: held === 1,
      versions: own.length,
      editedAt,
      reactions: counts,
      mine: viewer === undefined ? [] : mineOf(given.get(id), viewer.person),
    };
    return { thread, comment };
  });
}

function mineOf(
  given: readonly { sign: string; person: string }[] | undefined,
  person: string,
): string[] {
  return (given ?? []).filter((one) => one.person === person).map(({ sign }) => sign);
}
