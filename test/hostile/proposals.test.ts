import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposalsFolder } from '../support/proposals.ts';
import { faulty, planted } from './data.ts';
import { bombs, scripts } from './prose.ts';
import { besideGood, bounded, goodProposal, linesOfGood } from './support.ts';

/**
 * Proposals of strangers beside a good one, through every command that reads them. What their pages do
 * in a browser is pages.test.ts.
 */
describe('a hostile proposal', { timeout: 400_000 }, () => {
  let good: string;
  let hostile: { root: string; folders: Map<string, string> };
  beforeAll(async () => {
    good = await proposalsFolder();
    const { head } = await goodProposal();
    hostile = await besideGood({ ...bombs, ...scripts }, { ...faulty, ...planted(head) });
  });
  afterAll(async () => {
    await rm(good, { recursive: true, force: true });
    await rm(hostile.root, { recursive: true, force: true });
  });
  const folderOf = (name: string) => hostile.folders.get(name) ?? '';

  it('is told by check, each that is too much or would run, and the good one as if it were alone', async () => {
    const { code, out, err } = await bounded('check.ts', ['--root', hostile.root]);
    expect(err).toBe('');
    expect(code).toBe(3);
    for (const name of Object.keys(faulty)) expect(out, name).toContain(`${folderOf(name)}/`);
    // They are no tags: the words of code, and of a tag that does not end.
    const harmless = ['language of code', 'info of code', 'unclosed attribute'];
    for (const name of Object.keys(scripts).filter((one) => !harmless.includes(one))) {
      expect(out, name).toMatch(
        new RegExp(`${folderOf(name)}/index\\.md:\\d+:\\d+ {2}.* does not reach the page`),
      );
    }
    const alone = await bounded('check.ts', ['--root', good]);
    expect(linesOfGood(out, hostile.root)).toEqual(linesOfGood(alone.out, good));
  });

  it('costs the good one nothing in what status derives, byte for byte', async () => {
    const rows = async (root: string) => {
      const { out } = await bounded('status.ts', ['--root', root, '--json'], { output: 2_000_000 });
      const all = JSON.parse(out) as { proposal: number }[];
      return JSON.stringify(all.filter(({ proposal }) => proposal === 1));
    };
    expect(await rows(hostile.root)).toBe(await rows(good));
    // The table prints the titles.
    await bounded('status.ts', ['--root', hostile.root]);
  });

  it('costs track nothing but itself', async () => {
    const cache = ['--cache', join(hostile.root, '.cache'), '--no-fetch'];
    const { code, out } = await bounded('track.ts', [
      '--root',
      hostile.root,
      '--proposal',
      '1',
      ...cache,
    ]);
    expect(code).toBe(3);
    expect(out).toContain('0 of 2 projects read');
    const written = join(hostile.root, '0001-async/adoption/alpha.json');
    expect(JSON.parse(await readFile(written, 'utf8'))).toMatchObject({ commit: null });
  });

  it('costs sync nothing but itself', async () => {
    const cache = ['--cache', join(hostile.root, '.cache')];
    const { code, err } = await bounded('sync.ts', ['--root', hostile.root, ...cache]);
    expect(code).toBe(3);
    expect(err).toContain(`${folderOf('keys')} was left out`);
  });
});
