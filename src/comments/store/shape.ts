import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from './engine.ts';
import { migrations } from './migrations.ts';
import { StoreFault } from './store-fault.ts';
import { storedTables } from './stored-tables.ts';
import type { Tables } from './tables.ts';

/** Where Kysely writes which steps were done. */
const stepsTable = 'kysely_migration';

/** The step that made today's tables what they are. */
export function newestShape(engine: Engine): string {
  return Object.keys(migrations(engine)).at(-1) ?? '';
}

/**
 * Brings a store's tables to today's form, or to that of a step.
 *
 * @throws {StoreFault} where it is of a newer Crossplan, or no store of comments
 */
export async function bringToShape(
  db: Kysely<Tables>,
  engine: Engine,
  { what, step = newestShape(engine) }: { what: string; step?: string },
): Promise<void> {
  await refuseOthers(db, engine, what);
  const provider = { getMigrations: () => Promise.resolve(migrations(engine)) };
  const { error } = await new Migrator({ db, provider }).migrateTo(step);
  if (error !== undefined) {
    const why = error instanceof Error ? error.message : 'a step was not done';
    throw new StoreFault(`${what}: its tables could not be brought to today’s form: ${why}`, {
      cause: error,
    });
  }
}

/** The last step that a store's tables have; undefined: it has none yet. */
export async function shapeOf(db: Kysely<Tables>, engine: Engine): Promise<string | undefined> {
  return (await stepsOf(db, engine)).at(-1);
}

async function refuseOthers(db: Kysely<Tables>, engine: Engine, what: string): Promise<void> {
  const known = migrations(engine);
  const newer = (await stepsOf(db, engine)).filter((name) => !Object.hasOwn(known, name));
  if (newer.length > 0) {
    throw new StoreFault(
      `${what}: a newer Crossplan wrote it (${newer.join(', ')}); run that one, or give it a back-up from before`,
    );
  }
  const tables = await tablesOf(db, engine);
  if (tables.includes(stepsTable)) return;
  const others = storedTables.filter((name) => tables.includes(name));
  if (others.length > 0) {
    throw new StoreFault(
      `${what}: it holds tables of something else (${others.join(', ')}); expected a database of its own`,
    );
  }
}

async function stepsOf(db: Kysely<Tables>, engine: Engine): Promise<string[]> {
  if (!(await tablesOf(db, engine)).includes(stepsTable)) return [];
  const steps = db.$extendTables<{ [stepsTable]: { name: string } }>();
  const rows = await steps.selectFrom(stepsTable).select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

/** Names of the tables where ours are; another schema of PostgreSQL is somebody else's. */
export async function tablesOf(db: Kysely<Tables>, engine: Engine): Promise<string[]> {
  const all = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (engine === 'sqlite') return all.map(({ name }) => name);
  const { rows } = await sql<{ own: string }>`select current_schema() as own`.execute(db);
  return all.filter(({ schema }) => schema === rows[0]?.own).map(({ name }) => name);
}
