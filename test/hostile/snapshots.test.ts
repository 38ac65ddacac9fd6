import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposalsFolder } from '../support/proposals.ts';
import { hostileSnapshots } from './snapshots.ts';
import { besideGood, bounded } from './support.ts';

/** What scripts write, as a stranger's change could bring it, beside a good proposal. */
describe('a hostile snapshot', { timeout: 400_000 }, () => {
  let good: string;
  let root: string;
  beforeAll(async () => {
    good = await proposalsFolder();
    const prose = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}`, 'Prose.']));
    ({ root } = await besideGood(prose));
    expect(await hostileSnapshots(root)).toBeGreaterThan(20);
  });
  afterAll(async () => {
    for (const folder of [good, root]) await rm(folder, { recursive: true, force: true });
  });

  it('costs the good proposal nothing in what status derives, and prints nothing that acts', async () => {
    const rows = async (folder: string) => {
      const { out } = await bounded('status.ts', ['--root', folder, '--json'], {
        output: 5_000_000,
      });
      const all = JSON.parse(out) as { proposal: number }[];
      return JSON.stringify(all.filter(({ proposal }) => proposal === 1));
    };
    expect(await rows(root)).toBe(await rows(good));
    const { err } = await bounded('status.ts', ['--root', root]);
    expect(err).toContain('adoption/');
    await bounded('status.ts', ['--root', root, '--project', 'alpha'], { output: 5_000_000 });
  });

  it('ends neither check nor sync', async () => {
    await bounded('check.ts', ['--root', root]);
    await bounded('sync.ts', ['--root', root, '--dry-run']);
  });
});
