import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';

const serial = (engine: Engine) =>
  engine === 'sqlite'
    ? sql`integer primary key autoincrement`
    : sql`integer generated always as identity primary key`;
const real = (engine: Engine) => (engine === 'sqlite' ? sql`real` : sql`double precision`);

/** The database refuses to change or delete what the log of events holds. */
async function appendOnly(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const words = 'events are only added';
  if (engine === 'sqlite') {
    for (const act of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger event_no_${act} before ${act} on event begin select raise(abort, '${words}'); end`,
        )
        .execute(db);
    }
    return;
  }
  await sql
    .raw(
      `create function event_kept() returns trigger language plpgsql as $$ begin raise exception '${words}'; end $$`,
    )
    .execute(db);
  await sql
    .raw(
      'create trigger event_kept before update or delete or truncate on event for each statement execute function event_kept()',
    )
    .execute(db);
}

/** Threads, what is said in them, where they stand, who says it. */
export const threads = (engine: Engine): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const { schema } = db;
    await schema
      .createTable('revision')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('proposal', 'integer', (column) => column.notNull())
      .addColumn('number', 'integer')
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('placed', 'integer', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('revision_key', ['proposal', 'name'])
      .addUniqueConstraint('revision_number', ['proposal', 'number'])
      .execute();
    await schema
      .createTable('head')
      .addColumn('proposal', 'integer', (column) => column.primaryKey())
      .addColumn('revision', 'text', (column) => column.notNull())
      .addForeignKeyConstraint('head_revision', ['proposal', 'revision'], 'revision', [
        'proposal',
        'name',
      ])
      .execute();
    await schema
      .createTable('person')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('issuer', 'text')
      .addColumn('subject', 'text')
      .addColumn('name', 'text', (column) => column.notNull())
      .addUniqueConstraint('person_identity', ['issuer', 'subject'])
      .execute();
    await schema
      .createTable('ban')
      .addColumn('person', 'text', (column) => column.primaryKey().references('person.id'))
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('thread')
      .addColumn('seq', serial(engine))
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('proposal', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('revision', 'text', (column) => column.notNull())
      .addColumn('start', 'integer', (column) => column.notNull())
      .addColumn('end', 'integer', (column) => column.notNull())
      .addColumn('quote', 'text', (column) => column.notNull())
      .addColumn('looked', 'text', (column) => column.notNull())
      .addColumn('opened_by', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('opened_at', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addForeignKeyConstraint('thread_revision', ['proposal', 'revision'], 'revision', [
        'proposal',
        'name',
      ])
      .execute();
    await schema
      .createIndex('thread_of_proposal')
      .on('thread')
      .columns(['proposal', 'seq'])
      .execute();
    await schema
      .createTable('comment')
      .addColumn('seq', serial(engine))
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('thread', 'text', (column) => column.notNull().references('thread.id'))
      .addColumn('author', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('deleted_at', 'text')
      .addColumn('held', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('hidden_at', 'text')
      .addColumn('hidden_by', 'text', (column) => column.references('person.id'))
      .addColumn('hidden_reason', 'text')
      .execute();
    await schema
      .createIndex('comment_of_thread')
      .on('comment')
      .columns(['thread', 'seq'])
      .execute();
    await schema
      .createIndex('comment_of_author')
      .on('comment')
      .columns(['author', 'seq'])
      .execute();
    await schema
      .createTable('comment_version')
      .addColumn('comment', 'text', (column) => column.notNull().references('comment.id'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('comment_version_key', ['comment', 'number'])
      .execute();
    await schema
      .createTable('placement')
      .addColumn('thread', 'text', (column) => column.notNull().references('thread.id'))
      .addColumn('revision', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('start', 'integer', (column) => column.notNull())
      .addColumn('end', 'integer', (column) => column.notNull())
      .addColumn('confidence', real(engine), (column) => column.notNull())
      .addColumn('method', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('placement_key', ['revision', 'thread'])
      .execute();
    await schema
      .createTable('reaction')
      .addColumn('comment', 'text', (column) => column.notNull().references('comment.id'))
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('sign', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('reaction_key', ['comment', 'person', 'sign'])
      .execute();
    await schema
      .createTable('event')
      .addColumn('seq', serial(engine))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('proposal', 'integer')
      .addColumn('thread', 'text')
      .addColumn('comment', 'text')
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .execute();
    await appendOnly(db, engine);
    await schema
      .createTable('answered')
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('answered_key', ['person', 'key'])
      .execute();
    await schema
      .createTable('session')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('person', 'text', (column) => column.notNull().references('person.id'))
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('ends', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('session_of_person').on('session').column('person').execute();
    let pending = schema
      .createTable('sign_in')
      .addColumn('state', 'text', (column) => column.primaryKey());
    for (const name of ['browser', 'way', 'verifier', 'nonce', 'return_to', 'ends']) {
      pending = pending.addColumn(name, 'text', (column) => column.notNull());
    }
    await pending.execute();
  },
});
