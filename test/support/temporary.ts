import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the tests of a run write to the machine's temporary folder lies in one folder there, which goes
 * with the run. A run that was killed leaves it behind.
 */
export default async function temporary(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-run-'));
  process.env['TMPDIR'] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
