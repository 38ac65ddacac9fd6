import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReviews } from '../../src/review/read-reviews.ts';
import { command } from './command.ts';
import { FakeGerrit, manyChanges } from './fake-gerrit.ts';
import { proposalsRoot } from './proposals-root.ts';

const queries = '[{ topic: [move] }]';
const arguments_ = (root: string, cache = join(root, '.cache')) => [
  ...['--root', root, '--cache', cache, '--spacing', '0'],
];

/** What `npm run sync` gives its Node besides the script. */
async function flagsOfNode(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  return (scripts['sync'] ?? '').replace(/^node /, '').replace(/ scripts\/sync\.ts$/, '');
}

/** A self-signed certificate for 127.0.0.1, made for one test. */
async function certificate() {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const whose = ['-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', ...kind, ...files, ...whose], { stdio: 'ignore' });
  return {
    path: cert,
    key: await readFile(key, 'utf8'),
    cert: await readFile(cert, 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('npm run sync on networks as they are', () => {
  it('reaches a server through the proxy of the environment, and by no other way', async () => {
    await using gerrit = await FakeGerrit.start(manyChanges(3));
    const asked: string[] = [];
    const proxy = createHttp((_, response) => response.writeHead(500).end());
    proxy.on('connect', (request, client, head) => {
      asked.push(request.url ?? '');
      const [host = '', port = ''] = gerrit.host.split(':');
      const server = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        server.write(head);
        server.pipe(client).pipe(server);
      });
      server.on('error', () => client.destroy());
      client.on('error', () => server.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    try {
      // A name that nobody but the proxy can tell.
      const systems = `[{ kind: gerrit, host: review.invalid, api: 'http://review.invalid' }]`;
      await using proposals = await proposalsRoot(systems, queries);
      const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const { code, err } = await command('sync.ts', arguments_(proposals.root), {
        NODE_OPTIONS: await flagsOfNode(),
        ...{ HTTP_PROXY: address, http_proxy: address, NO_PROXY: '', no_proxy: '' },
      });
      expect({ code, err }).toMatchObject({ code: 0 });
      expect(new Set(asked)).toEqual(new Set(['review.invalid:80']));
      expect((await readReviews(proposals.folder)).reviews).toHaveLength(3);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('trusts a private authority that NODE_EXTRA_CA_CERTS names; else says so after one try', async () => {
    await using made = await certificate();
    const server = createHttps({ key: made.key, cert: made.cert }, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(")]}'\n[]");
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const systems = `[{ kind: gerrit, host: '${host}', api: 'https://${host}' }]`;
      await using proposals = await proposalsRoot(systems, queries);
      const refused = await command('sync.ts', arguments_(proposals.root), {
        NODE_EXTRA_CA_CERTS: '',
      });
      expect(refused.code).toBe(3);
      expect(refused.out).toMatch(/: 1 requests, /);
      expect(refused.out).toMatch(/certificate that is not trusted here .*\$NODE_EXTRA_CA_CERTS/);
      const trusted = await command('sync.ts', arguments_(proposals.root), {
        NODE_EXTRA_CA_CERTS: made.path,
      });
      expect(trusted).toMatchObject({ code: 0 });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('tells a cache that cannot be written as this machine’s own fault, in one line', async () => {
    await using gerrit = await FakeGerrit.start(manyChanges(3));
    await using proposals = await proposalsRoot(gerrit.yaml, queries);
    const file = join(proposals.root, 'a-file');
    await writeFile(file, '');
    const { code, out, err } = await command(
      'sync.ts',
      arguments_(proposals.root, join(file, 'cache')),
    );
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^.*a-file.*: a part of its path is no folder \(ENOTDIR\)\n$/);
    expect(gerrit.requests).toEqual([]);
    expect((await readReviews(proposals.folder)).reviews).toEqual([]);
  });
});
