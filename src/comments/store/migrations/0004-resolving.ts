import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who resolved a thread, and when; of those that are resolved already, as the log tells it. */
export const resolving = (): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const { schema } = db;
    await schema.alterTable('thread').addColumn('resolved_at', 'text').execute();
    await schema
      .alterTable('thread')
      .addColumn('resolved_by', 'text', (column) => column.references('person.id'))
      .execute();
    await sql`update thread set resolved_at = told.at, resolved_by = told.person
      from event as told
      where told.thread = thread.id and thread.state = 'resolved' and told.seq in
        (select max(seq) from event where kind = 'resolved' group by thread)`.execute(db);
  },
});
