import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoliteFetch } from '../../src/review/sync/polite-fetch.ts';
import { Secrets } from '../../src/review/sync/secrets.ts';
import { proposalsRoot } from '../review/proposals-root.ts';
import { endless } from './endless.ts';
import { answers, change, hostileSystems, json, listen, systemsOf } from './servers.ts';
import { bounded, secret } from './support.ts';

describe('a hostile review server', { timeout: 600_000 }, () => {
  const stack = new AsyncDisposableStack();
  /** Requests that reached the server that no registry names. */
  const reached: string[] = [];
  let origin: string;
  let other: string;
  beforeAll(async () => {
    other = await listen(stack, (path, response) => {
      reached.push(path);
      response.end(json([change(99)]));
    });
    origin = await listen(stack, (path, response) => {
      const name = path.split('/')[1] ?? '';
      if (name === 'led') response.writeHead(302, { location: '/arrived' }).end();
      else if (name === 'away') response.writeHead(302, { location: `${other}/away` }).end();
      else if (name in answers) answers[name]?.(response, other);
      else if (name in endless) endless[name]?.(response, path);
      else response.end('arrived');
    });
  });
  afterAll(() => stack.disposeAsync());

  it('costs sync its own answers alone: the others’ are written, nothing acts, the run ends', async () => {
    const { systems, queries } = hostileSystems(origin);
    await using proposals = await proposalsRoot(systems, queries);
    const { code, out } = await bounded(
      'sync.ts',
      [
        '--root',
        proposals.root,
        '--cache',
        join(proposals.root, '.cache'),
        '--spacing',
        '0',
        '--budget',
        '200',
      ],
      { env: { CROSSPLAN_SECRET_1: `${other} user:${secret}`, GITHUB_TOKEN: secret } },
    );
    expect(code).toBe(3);
    expect(reached).toEqual([]);
    expect(out).toContain('leads to');
    const text = await readFile(join(proposals.folder, 'reviews.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ format: expect.any(Number) as number });
    expect(text).toContain('h0.example');
    await bounded('check.ts', ['--root', proposals.root]);
    await bounded('status.ts', ['--root', proposals.root]);
  });

  it('that never ends costs sync a bounded time and memory, and the next server nothing', async () => {
    const { systems, queries } = systemsOf(Object.keys(endless), origin);
    const texts = `{ kind: gerrit, host: last.example, api: '${origin}/texts' }`;
    await using proposals = await proposalsRoot(
      systems.replace(/\]$/, `, ${texts}]`),
      queries.replace(/\]$/, ", { on: 'gerrit:last.example', topic: [move] }]"),
    );
    const { code, out } = await bounded('sync.ts', [
      ...['--root', proposals.root, '--cache', join(proposals.root, '.cache')],
      ...['--spacing', '0', '--budget', '200', '--patience', '2', '--tries', '1'],
    ]);
    expect(code).toBe(3);
    // Each is told by itself, as a server that was not read to its end.
    const failed = out.split('\n').filter((line) => line.startsWith('  not read to its end'));
    expect(failed, out).toHaveLength(Object.keys(endless).length);
    expect(out).toContain('gerrit:last.example: 1 requests, 1 reviews read');
    const text = await readFile(join(proposals.folder, 'reviews.json'), 'utf8');
    expect(text).toContain('last.example');
  });

  it('is followed within its origin and never beyond it, and another one is sent no secret', async () => {
    const secrets = new Secrets([{ origin: other, header: 'authorization', value: secret }], {
      onLoopback: true,
    });
    const polite = new PoliteFetch({ attempts: 1, spacing: 0, secrets });
    expect((await polite.get(`${origin}/led`)).text).toBe('arrived');
    await expect(polite.get(`${origin}/away`)).rejects.toThrow(
      `leads to ${other}, which is not asked in its place`,
    );
    expect(reached).toEqual([]);
    expect(secrets.sentTo).toEqual([]);
  });
});
