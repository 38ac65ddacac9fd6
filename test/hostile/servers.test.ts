import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoliteFetch } from '../../src/review/sync/polite-fetch.ts';
import { Secrets } from '../../src/review/sync/secrets.ts';
import { proposalsRoot } from '../review/proposals-root.ts';
import { bounded, fill, secret } from './support.ts';

const attack = '<script>window.ran = 1</script>';
const acts = `\u001b[2J\u202e\n::error::x ##vso[x]`;

/** A change in which every text is a stranger's. */
const change = (number: unknown, more: object = {}) => ({
  id: attack,
  project: 'demo/alpha',
  branch: acts,
  topic: 'move',
  change_id: attack,
  subject: `${attack}${acts}`,
  status: 'NEW',
  created: '2026-01-01 00:00:00.000000000',
  updated: '2026-01-02 00:00:00.000000000',
  owner: { name: `${attack}${acts}`, email: acts, username: acts },
  labels: { __proto__: { all: [] }, [attack]: { all: [{ value: 1e308, name: acts }] } },
  current_revision: acts,
  _number: number,
  ...more,
});
const json = (data: unknown) => `)]}'\n${JSON.stringify(data)}`;

/** What a Gerrit answers to every request; each is a system of its own. */
const answers: Record<string, (response: ServerResponse, at: string) => void> = {
  texts: (response) => response.end(json([change(1)])),
  numbers: (response) =>
    response.end(json([change(-1), change(1e300), change('2'), change(null), change(0.5)])),
  days: (response) =>
    response.end(json([change(3, { updated: '9999-99-99', created: acts, submitted: '-1' })])),
  'no list': (response) => response.end(json({ __proto__: null, constructor: 1 })),
  'a great list': (response) => response.end(json(Array.from({ length: 100_000 }, () => 1))),
  'many changes': (response) =>
    response.end(json(Array.from({ length: 3000 }, (_, i) => change(i + 1)))),
  'more and more': (response) => response.end(json([change(4, { _more_changes: true })])),
  deep: (response) => response.end(`)]}'\n${'['.repeat(1_000_000)}`),
  'deep within': (response) =>
    response.end(
      `)]}'\n[{"_number":5,"project":"p","labels":${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}}]`,
    ),
  polluting: (response) =>
    response.end(
      `)]}'\n[{"_number":6,"project":"demo/alpha","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]`,
    ),
  html: (response) => response.end(`<!doctype html>${attack}`),
  prefixes: (response) => response.end(fill(")]}'\n", 400_000)),
  blanks: (response) => response.end(fill(' ', 4_000_000)),
  'long text': (response) => response.end(json([change(7, { subject: fill('x', 5_000_000) })])),
  'many labels': (response) =>
    response.end(
      json([
        change(8, {
          labels: Object.fromEntries(
            Array.from({ length: 20_000 }, (_, i) => [`l${i}`, { all: [{ value: 1 }] }]),
          ),
        }),
      ]),
    ),
  'the other server': (response, other) => response.writeHead(302, { location: other }).end(),
  'a file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  'round in circles': (response) => response.writeHead(302, { location: '?x' }).end(),
  forbidden: (response) => response.writeHead(403).end(acts),
  headers: (response) => response.writeHead(200, { 'x-a': 'b'.repeat(8000) }).end(json([])),
};

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
  const listen = async (answer: (path: string, response: ServerResponse) => void) => {
    const server = createServer((request, response) => {
      answer(decodeURIComponent(request.url ?? ''), response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stack.defer(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  beforeAll(async () => {
    other = await listen((path, response) => {
      reached.push(path);
      response.end(json([change(99)]));
    });
    origin = await listen((path, response) => {
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
    const systems = Object.keys(answers).map(
      (name, i) =>
        `{ kind: gerrit, host: h${i}.example, api: ${JSON.stringify(`${origin}/${encodeURIComponent(name)}`)} }`,
    );
    const queries = Object.keys(answers).map(
      (_, i) => `{ on: 'gerrit:h${i}.example', topic: [move] }`,
    );
    await using proposals = await proposalsRoot(
      `[${systems.join(', ')}]`,
      `[${queries.join(', ')}]`,
    );
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
