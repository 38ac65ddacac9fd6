import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

/** For many comments and many servers: indices, limits that servers share, who stays barred. */
export const many = (engine: Engine): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const { schema } = db;
    // What a proposal's tag, a person's export and the list of held comments are read by.
    await schema
      .createIndex('event_of_proposal')
      .on('event')
      .columns(['proposal', 'seq'])
      .execute();
    await schema.createIndex('event_of_person').on('event').columns(['person', 'seq']).execute();
    await schema.createIndex('reaction_of_person').on('reaction').column('person').execute();
    await schema
      .createIndex('comment_held')
      .on('comment')
      .column('seq')
      .where(sql.ref('held'), '=', sql.lit(1))
      .execute();
    await schema.createIndex('answered_at').on('answered').column('at').execute();
    await schema
      .createTable('barred')
      .addColumn('identity', 'text', (column) => column.primaryKey())
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .execute();
    if (engine === 'sqlite') return;
    // As rate-limiter-flexible would make it, which does not do it twice at once.
    await schema
      .createTable('rate_limit')
      .addColumn('key', 'varchar(255)', (column) => column.primaryKey())
      .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
  },
});
