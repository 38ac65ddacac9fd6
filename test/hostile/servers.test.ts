import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoliteFetch } from '../../src/review/sync/polite-fetch.ts';
import { Secrets } from '../../src/review/sync/secrets.ts';
import { proposalsRoot } from '../review/proposals-root.ts';
import { answers, change, hostileSystems, json, listen } from './servers.ts';
import { bounded, secret } from './support.ts';

/** Answers that do not end, or only after they have filled the memory. */
const endless: Record<string, (response: ServerResponse) => void> = {
  silence: () => undefined,
  'a head alone': (response) => {
    response.writeHead(200);
    response.flushHeaders();
  },
  'drop by drop': (response) => {
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => {
      clearInterval(drip);
    });
  },
  'a hundred megabytes': (response) => {
    const piece = Buffer.alloc(1024 * 1024, 32);
    const go = () => {
      for (let i = 0; i < 100; i++)
        if (!response.write(piece)) return void response.once('drain', go);
    };
    go();
  },
  'a bomb': (response) => {
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(100 * 1024 * 1024)));
  },
  'a cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('[');
    setImmediate(() => response.socket?.destroy());
  },
  'no http': (response) => {
    response.socket?.end('SSH-2.0-x\r\n\r\n');
  },
};

describe('a hostile review server', { timeout: 400_000 }, () => {
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
      else if (name in endless) endless[name]?.(response);
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

  it.each(Object.keys(endless))(
    'is given up within the time and size of an answer: %s',
    async (name) => {
      const polite = new PoliteFetch({ attempts: 1, spacing: 0, timeout: 2000 });
      await expect(polite.get(`${origin}/${encodeURIComponent(name)}`)).rejects.toMatchObject({
        name: 'RequestFailed',
      });
    },
  );

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
