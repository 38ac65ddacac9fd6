import type { Kysely } from 'kysely';
import type { ReadComment, Viewer } from './read-thread.ts';
import type { Tables } from './tables.ts';

/** Comments of threads in their order, as somebody may see them. */
export async function readComments(
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
  const allWordings = await db
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
  const wordings = Map.groupBy(allWordings, ({ comment }) => comment);
  const given = Map.groupBy(reactions, ({ comment }) => comment);
  return rows.map(({ id, thread, author, name, at, deleted_at, held, hidden_reason }) => {
    const isSeen =
      hidden_reason === null || viewer?.moderates === true || viewer?.person === author;
    const own = wordings.get(id) ?? [];
    const last = own.at(-1);
    const counts: Record<string, number> = {};
    for (const { sign } of given.get(id) ?? []) counts[sign] = (counts[sign] ?? 0) + 1;
    // Of an imported one the last wording alone is here; it has the number that it had.
    const versions = last?.number ?? 0;
    const editedAt = versions > 1 ? (last?.at ?? null) : null;
    const comment: ReadComment = {
      id,
      author: { id: author, name },
      at,
      deletedAt: deleted_at,
      body: isSeen ? (last?.body ?? null) : null,
      hidden: hidden_reason,
      held: held === 1,
      versions,
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
