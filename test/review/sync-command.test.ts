import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReviews } from '../../src/review/read-reviews.ts';
import { command, start } from './command.ts';
import { FakeGerrit, manyChanges } from './fake-gerrit.ts';
import { proposalsRoot } from './proposals-root.ts';

const queries = '[{ topic: [move] }]';
const arguments_ = (root: string) => [
  '--root',
  root,
  '--cache',
  join(root, '.cache'),
  '--spacing',
  '0',
];

describe('npm run sync', () => {
  it.each([1, 4, 9, 13])(
    'loses nothing that was told when it is killed at request %i',
    async (at) => {
      await using server = await FakeGerrit.start(manyChanges(60));
      server.limit = 5;
      await using proposals = await proposalsRoot(server.yaml, queries);
      const run = start('sync.ts', arguments_(proposals.root));
      server.onRequest = (count) => {
        if (count === at) run.child.kill('SIGKILL');
      };
      expect((await run.ended).code).toBeNull();
      // reviews.json is there whole or not at all, and nothing is left half written beside it.
      expect((await readReviews(proposals.folder)).problems).toEqual([]);
      expect((await readdir(proposals.folder)).filter((name) => name.endsWith('.part'))).toEqual(
        [],
      );
      const before = server.requests.splice(0);
      expect(before).toHaveLength(at);
      server.onRequest = () => undefined;
      const again = await command('sync.ts', arguments_(proposals.root));
      expect(again).toMatchObject({ code: 0 });
      const { reviews } = await readReviews(proposals.folder);
      expect(reviews).toHaveLength(60);
      // What was answered is not asked again; only the request that was killed is.
      const repeated = server.requests.filter((path) => before.includes(path));
      expect(repeated.length).toBeLessThanOrEqual(1);
      expect(again.out).toContain(
        at === 1 ? 'requests, 60 reviews' : `${at - 1} answers from the run before`,
      );
    },
  );

  it('writes the same bytes whatever the order in which things came', async () => {
    await using server = await FakeGerrit.start(manyChanges(30));
    await using one = await proposalsRoot(server.yaml, queries);
    await using other = await proposalsRoot(server.yaml, queries);
    await command('sync.ts', arguments_(one.root));
    server.limit = 4;
    await command('sync.ts', arguments_(other.root), {
      TZ: 'Pacific/Auckland',
      LANG: 'tr_TR.UTF-8',
    });
    const bare = async (folder: string) =>
      (await readFile(join(folder, 'reviews.json'), 'utf8')).replace(/"asOf": "[^"]+"/, '');
    expect(await bare(other.folder)).toBe(await bare(one.folder));
  });

  it('prints what it would ask, asks nothing, and writes nothing', async () => {
    await using server = await FakeGerrit.start(manyChanges(3));
    await using proposals = await proposalsRoot(server.yaml, queries, `http://${server.host}/77`);
    const { code, out } = await command('sync.ts', [...arguments_(proposals.root), '--dry-run']);
    expect(code).toBe(0);
    expect(decodeURIComponent(out)).toContain(
      `http://${server.host}/changes/?q=topic:move+after:"2025-01-01+00:00:00"&q=change:77&`,
    );
    expect(server.requests).toEqual([]);
    expect((await readdir(proposals.folder)).sort()).toEqual(['index.md', 'probes.yaml']);
  });

  it('ends with 3 where a server cannot be reached, and keeps the last good data marked', async () => {
    const server = await FakeGerrit.start(manyChanges(3));
    await using proposals = await proposalsRoot(server.yaml, queries);
    expect((await command('sync.ts', arguments_(proposals.root))).code).toBe(0);
    await server[Symbol.asyncDispose]();
    const args = [...arguments_(proposals.root), '--budget', '1', '--json'];
    const { code, out } = await command('sync.ts', args);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ written: [{ reviews: 3, confirmed: 3 }] });
    expect((await readReviews(proposals.folder)).reviews).toHaveLength(3);
  });

  it('asks no host but those of --host, and ends with 3', async () => {
    await using server = await FakeGerrit.start(manyChanges(3));
    await using proposals = await proposalsRoot(server.yaml, queries);
    const args = [...arguments_(proposals.root), '--host', 'review.example.org'];
    const { code, out } = await command('sync.ts', args);
    expect(code).toBe(3);
    expect(out).toMatch(/127\.0\.0\.1:\d+: is not among the hosts allowed: review\.example\.org/);
    expect(out).toMatch(/: 0 requests/);
  });

  it('does not write over a reviews.json that is broken', async () => {
    await using server = await FakeGerrit.start(manyChanges(3));
    await using proposals = await proposalsRoot(server.yaml, queries);
    const path = join(proposals.folder, 'reviews.json');
    await writeFile(path, '{ "format": 1, "sou');
    const { code, err } = await command('sync.ts', arguments_(proposals.root));
    expect(code).toBe(3);
    expect(err).toMatch(/reviews\.json:1:1 {2}no JSON: .* {2}restore it from git/);
    expect(await readFile(path, 'utf8')).toBe('{ "format": 1, "sou');
  });

  it('lets one run at a time at a cache, and takes over from one that is gone', async () => {
    await using server = await FakeGerrit.start(manyChanges(60));
    server.limit = 5;
    await using proposals = await proposalsRoot(server.yaml, queries);
    const first = start('sync.ts', arguments_(proposals.root));
    await new Promise<void>((resolve) => {
      server.onRequest = (count) => {
        if (count !== 2) return;
        first.child.kill('SIGSTOP');
        resolve();
      };
    });
    const { code, err } = await command('sync.ts', arguments_(proposals.root));
    first.child.kill('SIGKILL');
    await first.ended;
    expect(code).toBe(3);
    expect(err).toMatch(/^another run reads reviews for .*: wait for it to end/);
    server.onRequest = () => undefined;
    expect((await command('sync.ts', arguments_(proposals.root))).code).toBe(0);
  });

  it.each([
    [['--budget', 'many'], '--budget: expected a whole number from 1 on, got `many`'],
    [
      ['--source', 'gerrit:review.example.ogr'],
      'no system `gerrit:review.example.ogr`; did you mean `gerrit:review.example.org`?',
    ],
    [['--proposal', '7'], '--proposal: no proposal `7`; allowed: 1'],
    [['--mirrors', 'x'], '--mirrors, --project and --since go with --from-git'],
    [['--from-git', '--project', 'alhpa'], '--project: no project `alhpa`; did you mean `alpha`?'],
    [['--nonsense'], 'no option `--nonsense`'],
  ])('refuses %j with what is allowed', async (args, message) => {
    const systems = '[{ kind: gerrit, host: review.example.org }]';
    await using proposals = await proposalsRoot(systems, queries);
    const { code, err } = await command('sync.ts', ['--root', proposals.root, ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('npm run link', () => {
  it('confirms, rejects and moves, and no later run of sync changes it', async () => {
    await using server = await FakeGerrit.start(manyChanges(3));
    await using proposals = await proposalsRoot(server.yaml, queries);
    await command('sync.ts', arguments_(proposals.root));
    const root = ['--root', proposals.root];
    const rejected = await command('link.ts', [
      'reject',
      `http://${server.host}/2`,
      '--stage',
      'one',
      ...root,
    ]);
    expect(rejected).toMatchObject({ code: 0, err: '' });
    expect(rejected.out).toBe(`gerrit:${server.host}/demo/alpha~2  one  rejected\n`);
    await command('sync.ts', arguments_(proposals.root));
    const systems = [{ kind: 'gerrit' as const, host: server.host, aliases: [] }];
    const { links } = await readReviews(proposals.folder, { systems, stages: ['one'] });
    expect(links.map(({ decision }) => decision)).toEqual(['confirmed', 'rejected', 'confirmed']);
    const wrong = await command('link.ts', [
      'confirm',
      'https://example.net/2',
      '--stage',
      'one',
      ...root,
    ]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('is no review');
    const before = await readFile(join(proposals.folder, 'links.yaml'), 'utf8');
    const long = await command('link.ts', [
      ...[
        'confirm',
        `http://${server.host}/2`,
        '--stage',
        'one',
        '--note',
        'n'.repeat(301),
        ...root,
      ],
    ]);
    expect(long).toMatchObject({
      code: 2,
      err: expect.stringContaining('--note: expected at most 300 characters') as string,
    });
    expect(await readFile(join(proposals.folder, 'links.yaml'), 'utf8')).toBe(before);
    const noStage = await command('link.ts', [
      'move',
      `http://${server.host}/2`,
      '--from',
      'one',
      '--to',
      'oen',
      ...root,
    ]);
    expect(noStage.err).toContain('no stage `oen`; did you mean `one`?');
  });
});
