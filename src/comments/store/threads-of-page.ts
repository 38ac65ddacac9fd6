import type { SelectQueryBuilder } from 'kysely';
import type { ThreadQuery, Viewer } from './read-thread.ts';
import type { Tables } from './tables.ts';

const mostThreads = 100;

type OfThreads<Row> = SelectQueryBuilder<Tables, 'thread', Row>;

/** Most threads of a page. */
export function limitOf({ limit = 50 }: ThreadQuery): number {
  return Math.min(mostThreads, Math.max(1, limit));
}

/** Narrows a query of threads to those of a page, in their order, and the one after them. */
export function ofPage<Row>(select: OfThreads<Row>, query: ThreadQuery): OfThreads<Row> {
  return visible(select, query.viewer)
    .where('thread.proposal', '=', query.proposal)
    .where('thread.seq', '>', query.after ?? 0)
    .$if(query.state !== undefined, (some) =>
      some.where('thread.state', '=', query.state ?? 'open'),
    )
    .$if(query.kind !== undefined, (some) => some.where('thread.kind', '=', query.kind ?? 'remark'))
    .orderBy('thread.seq')
    .limit(limitOf(query) + 1);
}

/** Leaves out threads of which nothing may be seen yet. */
export function visible<Row>(select: OfThreads<Row>, viewer: Viewer | undefined): OfThreads<Row> {
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
