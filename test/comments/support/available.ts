import { existsSync, globSync } from 'node:fs';
import type { RealPart } from '../../support/real-part.ts';

/** Where Debian puts each version's programs, newest last. */
const place = '/usr/lib/postgresql/*/bin';

/** The folder of `initdb` and `postgres`: `$POSTGRESQL_BIN` or Debian's. */
export const postgresFolder = [
  process.env['POSTGRESQL_BIN'] ?? '',
  ...globSync(place).sort().reverse(),
].find((folder) => existsSync(`${folder}/initdb`) && existsSync(`${folder}/postgres`));

export const postgresql: RealPart = {
  name: 'tests of the comment store on PostgreSQL',
  available: postgresFolder !== undefined,
  reason: `no PostgreSQL on this machine (looked for initdb in ${place} and $POSTGRESQL_BIN)`,
  command: 'sudo apt-get install -y postgresql',
};
