import { PgBoss } from 'pg-boss';
import { lasting } from './lasting.ts';

/** Schema of pg-boss's own tables. */
const queueSchema = 'crossplan_queue';
/** Schema of what pg-boss's form of JSON would not keep as it is. */
export const ownSchema = 'crossplan_fleet';

/** Units wait here. */
export const unitQueue = 'units';
/** Those over which every try ended. */
export const setAsideQueue = 'set-aside';

/** So often a unit is tried again, by whichever worker comes. */
export const mostRetries = 2;

/** Of several that begin at once one makes them. */
const tables = `
  SELECT pg_advisory_xact_lock(hashtext('${ownSchema}'));
  CREATE SCHEMA IF NOT EXISTS ${ownSchema};
  CREATE TABLE IF NOT EXISTS ${ownSchema}.question (
    hash text PRIMARY KEY,
    text text NOT NULL
  );
  CREATE TABLE IF NOT EXISTS ${ownSchema}.answer (
    job uuid PRIMARY KEY,
    final boolean NOT NULL,
    text text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS ${ownSchema}.working (
    job uuid PRIMARY KEY,
    worker text NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL
  );
`;

/** After so many days an answer that nobody fetched is thrown away. */
const keptDays = 7;

export interface FleetOptions {
  /** A worker of which nothing is heard for so long has died, in seconds; at least 10. */
  heartbeatSeconds?: number;
  /** What went wrong beside the work: a database that was away. */
  onNote?: (text: string) => void;
}

/** The queue of a fleet, on PostgreSQL: pg-boss, with questions and answers beside it. */
export class Fleet implements AsyncDisposable {
  readonly boss: PgBoss;
  readonly heartbeatSeconds: number;

  private constructor(boss: PgBoss, heartbeatSeconds: number) {
    this.boss = boss;
    this.heartbeatSeconds = heartbeatSeconds;
  }

  /** @param address `postgres://…` */
  static async open(
    address: string,
    { heartbeatSeconds = 30, onNote = () => undefined }: FleetOptions = {},
  ): Promise<Fleet> {
    const boss = new PgBoss({
      ...{ connectionString: address, schema: queueSchema, application_name: 'crossplan' },
      // Whoever is there looks for workers that died, often enough to see it at the next beat.
      ...{ superviseIntervalSeconds: 5, monitorIntervalSeconds: 5, schedule: false },
      ...{ monitorVacuum: false, openTelemetry: { enabled: false }, max: 4 },
    });
    boss.on('error', (error) => {
      onNote(error.message);
    });
    const fleet = new Fleet(boss, heartbeatSeconds);
    await boss.start();
    await lasting(async () => {
      await fleet.sql(tables);
      await boss.createQueue(setAsideQueue);
      const rules = {
        ...{ retryLimit: mostRetries, retryDelay: 0, heartbeatSeconds },
        // A unit has its own limits (read-apart.ts); this is longer than cloning and reading may take.
        ...{ expireInSeconds: 6 * 3600, deadLetter: setAsideQueue },
      };
      // Two runs that ask the same share one job.
      await boss.createQueue(unitQueue, { policy: 'exclusive', ...rules });
      await boss.updateQueue(unitQueue, rules);
      const old = `at < now() - interval '${keptDays} days'`;
      await fleet.sql(`DELETE FROM ${ownSchema}.answer WHERE ${old}`);
    });
    return fleet;
  }

  async sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const { rows } = await this.boss.getDb().executeSql(text, values);
    return rows as Record<string, unknown>[];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.boss.stop({ graceful: false });
  }
}
