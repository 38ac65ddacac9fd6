import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { packageFaults } from './packages.ts';

const lock = (entry: object) => ({
  packages: { '': {}, 'node_modules/a/node_modules/@b/c': entry },
});
const whole = { license: 'MIT', integrity: 'sha512-x' };

it('a licence outside the list, an install script and a missing integrity are faults', () => {
  expect(packageFaults(lock(whole), {})).toEqual([]);
  expect(packageFaults(lock({ ...whole, license: '(GPL-3.0 OR MIT)' }), {})).toEqual([]);
  for (const license of ['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-3.0', 'SEE LICENSE IN x']) {
    expect(packageFaults(lock({ ...whole, license }), {})).toEqual([
      expect.stringContaining(`@b/c: licence ${license}`),
    ]);
  }
  expect(packageFaults(lock({ integrity: 'x' }), {})).toEqual([
    expect.stringContaining('no licence named'),
  ]);
  const scripted = lock({ ...whole, hasInstallScript: true });
  expect(packageFaults(scripted, {})).toEqual([expect.stringContaining('install script')]);
  expect(packageFaults(scripted, { '@b/c': true })).toEqual([]);
  // One that does not run is decided on as well.
  expect(packageFaults(scripted, { '@b/c': false })).toEqual([]);
  expect(packageFaults(lock({ license: 'MIT' }), {})).toEqual([
    expect.stringContaining('no integrity'),
  ]);
});

it('the licence of the font that the site ships is shipped with it, word for word', async () => {
  const shipped = await readFile('public/licenses/inter.txt', 'utf8');
  const own = await readFile('node_modules/@fontsource-variable/inter/LICENSE', 'utf8');
  expect(shipped).toBe(own);
});
