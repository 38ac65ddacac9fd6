import type { Kysely } from 'kysely';
import type { Tables, ThreadKind } from './tables.ts';

/** Of which comments the newest are asked for. */
export type NewestOf =
  | { proposal: number }
  | { thread: string }
  /** What others said in threads where this person said something, too. */
  | { answersTo: string };

/** A comment that everybody may see, with where it stands. */
export interface NewComment {
  comment: string;
  thread: string;
  proposal: number;
  kind: ThreadKind;
  quote: string;
  author: string;
  body: string;
  at: string;
  editedAt: string;
}

/** Entries of a feed. */
const mostEntries = 50;

export async function readNewest(db: Kysely<Tables>, of: NewestOf): Promise<NewComment[]> {
  const rows = await db
    .selectFrom('comment')
    .innerJoin('thread', 'thread.id', 'comment.thread')
    .innerJoin('person', 'person.id', 'comment.author')
    .where('comment.held', '=', 0)
    .where('comment.hidden_at', 'is', null)
    .where('comment.deleted_at', 'is', null)
    .where((eb) => {
      if ('proposal' in of) return eb('thread.proposal', '=', of.proposal);
      if ('thread' in of) return eb('thread.id', '=', of.thread);
      return eb.and([
        eb('comment.author', '<>', of.answersTo),
        eb.exists(
          eb
            .selectFrom('comment as own')
            .whereRef('own.thread', '=', 'comment.thread')
            .where('own.author', '=', of.answersTo)
            .select('own.id'),
        ),
      ]);
    })
    .select(['comment.id as comment', 'thread.id as thread', 'thread.proposal', 'thread.kind'])
    .select(['thread.quote', 'person.name as author', 'comment.at'])
    .orderBy('comment.seq', 'desc')
    .limit(mostEntries)
    .execute();
  if (rows.length === 0) return [];
  const wordings = await db
    .selectFrom('comment_version')
    .where(
      'comment',
      'in',
      rows.map(({ comment }) => comment),
    )
    .selectAll()
    .orderBy('number')
    .execute();
  const last = new Map(wordings.map((one) => [one.comment, one]));
  return rows.map((row) => {
    const { body = '', at = row.at } = last.get(row.comment) ?? {};
    return { ...row, body, editedAt: at };
  });
}
