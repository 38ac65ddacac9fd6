import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git, noon, temporaryFolder, writeHistory } from '../adoption/support/history.ts';
import { writeProposals } from '../adoption/support/proposal.ts';
import { realParts } from '../support/real-parts.ts';
import { bounded } from './support.ts';

/**
 * Where repositories lead on to, over real https on loopback: within their origin they are followed, to
 * another one never, whoever answers there.
 */
describe.skipIf(!realParts.git.available)(
  'a repository that leads on',
  { timeout: 600_000 },
  () => {
    const stack = new AsyncDisposableStack();
    let temporary: ReturnType<typeof temporaryFolder>;
    let key: string;
    let certificate: string;
    /** Paths that were asked of the server that no registry names. */
    const reached: string[] = [];
    let own: string;
    let other: string;

    const listen = async (answer: (path: string) => { location?: string; file?: string }) => {
      const server = createServer({ key, cert: certificate }, (request, response) => {
        const { location, file } = answer(request.url ?? '');
        if (location !== undefined) response.writeHead(301, { location }).end();
        else if (file === undefined || !existsSync(file)) response.writeHead(404).end();
        else void readFile(file).then((bytes) => response.end(bytes));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      stack.defer(async () => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      });
      return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };

    beforeAll(async () => {
      temporary = temporaryFolder();
      stack.defer(() => {
        temporary.remove();
      });
      const at = (name: string) => join(temporary.path, name);
      execFileSync(
        'openssl',
        [
          ...[
            'req',
            '-x509',
            '-newkey',
            'ec',
            '-pkeyopt',
            'ec_paramgen_curve:prime256v1',
            '-nodes',
          ],
          ...[
            '-keyout',
            at('key.pem'),
            '-out',
            at('cert.pem'),
            '-days',
            '2',
            '-subj',
            '/CN=127.0.0.1',
          ],
          ...['-addext', 'subjectAltName=IP:127.0.0.1'],
        ],
        { stdio: 'ignore' },
      );
      key = readFileSync(at('key.pem'), 'utf8');
      certificate = readFileSync(at('cert.pem'), 'utf8');
      const repository = at('served.git');
      writeHistory(repository, [
        { time: noon('2024-02-01'), entries: [{ path: 'a.py', content: 'import green\n' }] },
      ]);
      git(repository, ['update-server-info']);
      /** The file of a repository below a name, as a plain host serves it. */
      const served = (path: string) =>
        join(repository, path.replace(/^\/o\/[\w-]+/, '').replace(/\?.*$/, ''));
      other = await listen((path) => {
        reached.push(path);
        return { file: served(path) };
      });
      own = await listen((path) => {
        const rest = path.replace(/^\/o\/[\w-]+/, '');
        if (path.startsWith('/o/renamed/')) return { location: `/o/good${rest}` };
        if (path.startsWith('/o/away/')) return { location: `${other}/o/good${rest}` };
        if (path.startsWith('/o/plain/')) return { location: `http://127.0.0.1:9/o/good${rest}` };
        if (path.startsWith('/o/inward/')) return { location: `https://169.254.169.254${rest}` };
        if (path.startsWith('/o/file/')) return { location: 'file:///etc/passwd' };
        if (path.startsWith('/o/round/')) return { location: path };
        if (path.startsWith('/o/elsewhere/')) return { location: '/o/good/HEAD' };
        if (path.startsWith('/o/later/') && !path.includes('info/refs')) {
          return { location: `${other}/o/good${rest}` };
        }
        // Its objects are said to lie on the other server.
        if (path === '/o/borrows/objects/info/http-alternates') return { file: at('borrowed') };
        if (path.startsWith('/o/borrows/objects/')) return {};
        return { file: served(path) };
      });
      writeFileSync(at('borrowed'), `${other}/o/good/objects\n`);
    });
    afterAll(() => stack.disposeAsync());

    const track = async (ids: string[], args: string[] = []) => {
      const folder = join(temporary.path, `run-${readdirSync(temporary.path).length}`);
      writeProposals(folder, {
        repositories: Object.fromEntries(ids.map((id) => [id, `${own}/o/${id}`])),
      });
      const certificates = join(temporary.path, 'cert.pem');
      const { code, out } = await bounded(
        'track.ts',
        ['--root', join(folder, 'proposals'), '--cache', join(folder, 'cache'), '--json', ...args],
        { env: { NODE_EXTRA_CA_CERTS: certificates, GIT_SSL_CAINFO: certificates } },
      );
      const rows = JSON.parse(out) as {
        project: string;
        commit: string | null;
        problems: { code: string }[];
      }[];
      return {
        code,
        rows: rows.map(({ project, commit, problems }) => [
          project,
          commit === null ? 'not read' : 'read',
          ...problems.map((one) => one.code),
        ]),
      };
    };

    it('is read where it leads within its origin, and not read where it leads beyond', async () => {
      const away = ['away', 'plain', 'inward', 'file', 'round', 'elsewhere', 'later', 'borrows'];
      const { code, rows } = await track(['good', 'renamed', ...away]);
      expect(code).toBe(3);
      expect(rows).toEqual([
        ['good', 'read'],
        ['renamed', 'read'],
        ...away.map((id) => [id, 'not read', 'fetch']),
      ]);
      expect(reached).toEqual([]);
    });

    it('is not asked where its host is not among those that the run allows', async () => {
      const { rows } = await track(['good'], ['--host', 'git.example']);
      expect(rows).toEqual([['good', 'not read', 'refused']]);
      const { host } = new URL(own);
      expect((await track(['good'], ['--host', host])).rows).toEqual([['good', 'read']]);
    });
  },
);
