import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noon, temporaryFolder, writeHistory } from '../adoption/support/history.ts';
import { writeProposals } from '../adoption/support/proposal.ts';
import { realParts } from '../support/real-parts.ts';
import {
  addressOf,
  hostileRepositories,
  mirrorsIn,
  placeOf,
  writeHostileRepositories,
} from './repositories.ts';
import { bounded } from './support.ts';

const time = noon('2024-02-01');

describe.skipIf(!realParts.git.available)('a hostile repository', { timeout: 600_000 }, () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });
  const at = (...names: string[]) => join(temporary.path, ...names);
  const place = (id: string) => placeOf(at('mirrors'), id);

  const good = Array.from({ length: 20 }, (_, i) => `good-${String(i).padStart(2, '0')}`);
  const writeGood = (id: string, i: number) =>
    writeHistory(place(id), [
      { time, entries: [{ path: 'a.py', content: `import green\nx = ${i}\n` }] },
      {
        time: time + 86_400 * (i + 1),
        entries: [
          { path: 'a.py', content: i % 3 === 0 ? 'x = 1\n' : null },
          { path: 'b.py', content: 'import green\n'.repeat(i) },
          { path: 'requirements.txt', content: 'green>=1\n' },
        ],
      },
    ]);

  const snapshot = (id: string) =>
    readFileSync(at('proposals/0001-leave-green/adoption', `${id}.json`), 'utf8');
  const track = (args: string[] = []) =>
    bounded('track.ts', ['--mirrors', mirrorsIn(at('mirrors')), '--json', ...args], {
      cwd: temporary.path,
      output: 2_000_000,
    });

  it('among twenty good ones costs itself alone: their snapshots are the same, byte for byte', async () => {
    mkdirSync(at('mirrors'), { recursive: true });
    for (const [i, id] of good.entries()) writeGood(id, i);
    const entries = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, addressOf(id)]));
    writeProposals(temporary.path, { repositories: entries(good) });
    expect((await track()).code).toBe(0);
    const alone = good.map(snapshot);
    expect(new Set(alone).size).toBe(good.length);

    writeHostileRepositories(at('mirrors'), at('ran'));
    // Where they stand among the good: before, between and after.
    const hostile = hostileRepositories;
    const ids = [
      ...hostile.slice(0, 5),
      ...good.slice(0, 9),
      ...hostile.slice(5, 11),
      ...good.slice(9),
      ...hostile.slice(11),
    ];
    writeProposals(temporary.path, {
      repositories: {
        ...entries(ids),
        'on-this-machine': at('mirrors'),
        'by-option': 'ssh://h.example/--x/y',
      },
    });
    for (const id of good)
      writeFileSync(at('proposals/0001-leave-green/adoption', `${id}.json`), '');
    const { code, out } = await track();
    expect(code).toBe(3);
    expect(good.map(snapshot)).toEqual(alone);
    expect(existsSync(at('ran'))).toBe(false);

    const rows = JSON.parse(out) as {
      project: string;
      problems: { code: string; detail?: string }[];
    }[];
    const codes = new Map(
      rows.map(({ project, problems }) => [project, problems.map((one) => one.code)]),
    );
    for (const id of good) expect(codes.get(id), id).toEqual([]);
    expect(codes.get('bomb-of-trees')).toEqual(['too-large']);
    expect(codes.get('on-this-machine')).toEqual(['refused']);
    expect(codes.get('nested-strings')).toContain('parser');
    for (const id of ['broken-objects', 'no-repository']) {
      expect(codes.get(id)?.length, id).toBeGreaterThan(0);
    }
  });

  it('shows in its status what could not be read, and every name in words that do nothing', async () => {
    const { out } = await bounded('status.ts', ['--root', at('proposals')], { output: 2_000_000 });
    expect(out).toContain('unknown');
    await bounded('status.ts', ['--root', at('proposals'), '--project', 'names-that-act']);
    await bounded('status.ts', ['--root', at('proposals'), '--why', 'names-that-act', 'gone']);
  });
});
