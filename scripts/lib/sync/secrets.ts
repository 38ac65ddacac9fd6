import { readFile } from 'node:fs/promises';
import type { ReviewSystem } from '../../../src/proposal/registry.ts';
import { apiRoot } from '../../../src/review/review-system.ts';
import { secretsOfCookies, secretsOfNetrc } from '../../../src/review/sync/secret-files.ts';
import { Secrets, secretsOf, UnusableSecret } from '../../../src/review/sync/secrets.ts';
import { WrongUse } from '../cli.ts';
import type { SyncValues } from './options.ts';
import { partsOfAddress } from '../../../src/ground/trust/web-address.ts';

/** Every secret that this run was given; what the environment says goes before files. */
export async function givenSecrets(
  values: SyncValues,
  systems: readonly ReviewSystem[],
): Promise<Secrets> {
  const hosts = systems.map((system) => partsOfAddress(apiRoot(system)).host);
  const netrc = await textOf('--netrc', values.netrc);
  const cookies = await textOf('--cookies', values.cookies);
  try {
    const all = [
      ...secretsOfNetrc(netrc),
      ...secretsOfCookies(cookies, hosts, Date.now() / 1000),
      ...secretsOf(process.env, systems),
    ];
    return new Secrets(all, { onLoopback: values['secrets-on-loopback'] === true });
  } catch (error) {
    if (error instanceof UnusableSecret) throw new WrongUse(error.message);
    throw error;
  }
}

async function textOf(option: string, file: string | undefined): Promise<string> {
  if (file === undefined) return '';
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new WrongUse(`${option}: ${file} cannot be read (${code})`);
  }
}
