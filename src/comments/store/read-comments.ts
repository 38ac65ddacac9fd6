import type { Kysely } from 'kysely';
import { keptHtml } from '../rendering/kept-html.ts';
import { rendererName } from '../rendering/renderer.ts';
import { newestWording } from './newest-wording.ts';
import type { ReadComment, Viewer } from './read-thread.ts';
import type { Tables } from './tables.ts';

/** Comments of threads in their order, as somebody may see them. */
export async function readComments(
  db: Kysely<Tables>,
  threads: readonly string[],
  viewer: Viewer | undefined,
): Promise<{ thread: string; comment: ReadComment }[]> {
  const rows = await selectComments(db, threads, viewer).execute();
  const reactions = await db
    .selectFrom('reaction')
    .innerJoin('comment', 'comment.id', 'reaction.comment')
    .where('comment.thread', 'in', threads)
    .select(['reaction.comment', 'reaction.sign', 'reaction.person'])
    .orderBy('reaction.sign')
    .execute();
  const given = Map.groupBy(reactions, ({ comment }) => comment);
  return rows.map((row) => {
    const { id, thread, author, hidden_reason } = row;
    const isSeen =
      hidden_reason === null || viewer?.moderates === true || viewer?.person === author;
    const body = isSeen ? row.body : null;
    const counts: Record<string, number> = {};
    for (const { sign } of given.get(id) ?? []) counts[sign] = (counts[sign] ?? 0) + 1;
    // Of an imported one the last wording alone is here; it has the number that it had.
    const versions = row.number ?? 0;
    const comment: ReadComment = {
      id,
      author: { id: author, name: row.name },
      at: row.at,
      deletedAt: row.deleted_at,
      body,
      // What no earlier write rendered is rendered for this reader.
      html: body === null ? null : (row.html ?? keptHtml(id, body)),
      hidden: hidden_reason,
      held: row.held === 1,
      versions,
      editedAt: versions > 1 ? row.written : null,
      reactions: counts,
      mine: viewer === undefined ? [] : mineOf(given.get(id), viewer.person),
    };
    return { thread, comment };
  });
}

/** With their newest wording, which a deleted one has not, and its HTML, where this program made it. */
function selectComments(
  db: Kysely<Tables>,
  threads: readonly string[],
  viewer: Viewer | undefined,
) {
  return db
    .selectFrom('comment')
    .innerJoin('person', 'person.id', 'comment.author')
    .leftJoin('comment_version', (join) =>
      join
        .onRef('comment_version.comment', '=', 'comment.id')
        .on('comment_version.number', '=', newestWording),
    )
    .leftJoin('comment_html', (join) =>
      join
        .onRef('comment_html.comment', '=', 'comment.id')
        .onRef('comment_html.number', '=', 'comment_version.number')
        .on('comment_html.renderer', '=', rendererName()),
    )
    .where('comment.thread', 'in', threads)
    .$if(viewer?.moderates !== true, (select) =>
      select.where((inner) =>
        inner.or([
          inner('comment.held', '=', 0),
          inner('comment.author', '=', viewer?.person ?? ''),
        ]),
      ),
    )
    .select(['comment.id', 'comment.thread', 'comment.author', 'person.name', 'comment.at'])
    .select(['comment.deleted_at', 'comment.held', 'comment.hidden_reason'])
    .select(['comment_version.number', 'comment_version.body', 'comment_version.at as written'])
    .select('comment_html.html')
    .orderBy('comment.seq');
}

function mineOf(
  given: readonly { sign: string; person: string }[] | undefined,
  person: string,
): string[] {
  return (given ?? []).filter((one) => one.person === person).map(({ sign }) => sign);
}
