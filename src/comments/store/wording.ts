import type { Transaction } from 'kysely';
import { commentHtml } from '../rendering/comment-html.ts';
import { rendererName } from '../rendering/renderer.ts';
import type { Tables } from './tables.ts';

type Db = Transaction<Tables>;

/** Writes what a comment says from now on, and the same as HTML, which every reader is given. */
export async function writeWording(db: Db, wording: Tables['comment_version']): Promise<void> {
  await db.insertInto('comment_version').values(wording).execute();
  await keepHtml(db, wording);
}

/** Keeps the newest wording of a comment as HTML. */
export async function keepHtml(
  db: Db,
  { comment, number, body }: Pick<Tables['comment_version'], 'comment' | 'number' | 'body'>,
): Promise<void> {
  const made = { number, renderer: rendererName(), html: commentHtml(body, comment) };
  await db
    .insertInto('comment_html')
    .values({ comment, ...made })
    .onConflict((conflict) => conflict.column('comment').doUpdateSet(made))
    .execute();
}

/** Takes away what a comment said, in all of its wordings. */
export async function takeWordings(db: Db, comment: string): Promise<void> {
  await db.deleteFrom('comment_html').where('comment', '=', comment).execute();
  await db.deleteFrom('comment_version').where('comment', '=', comment).execute();
}
