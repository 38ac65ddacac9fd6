import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The newest wording of each comment as HTML, and what made it. It can be made again at any time. */
export const keptHtml = (): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('comment_html')
      .addColumn('comment', 'text', (column) => column.primaryKey().references('comment.id'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('renderer', 'text', (column) => column.notNull())
      .addColumn('html', 'text', (column) => column.notNull())
      .execute();
  },
});
