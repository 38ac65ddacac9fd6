import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './real-parts.ts';

/** Everything that the site is built from, but for the proposals. */
const parts = [
  ...['astro.config.mjs', 'package.json', 'tsconfig.json', 'tsconfig.library.json'],
  ...['public', 'scripts', 'src'],
];

/**
 * Runs a program in a folder; rejects with its output unless it ends with one of the exit codes, 0 by
 * default. With the signal of a test it ends, and what it started, when the test's time is over.
 */
export function runIn(
  folder: string,
  command: string,
  args: string[],
  { codes = [0], signal }: { codes?: number[]; signal?: AbortSignal } = {},
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: environment(),
      detached: signal !== undefined,
    });
    signal?.addEventListener('abort', () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => {
      if (codes.includes(code ?? -1)) done(output);
      else
        fail(
          new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${output}`),
        );
    });
  });
}

/** What Vitest sets and a reader's shell does not: with `DEV` a build would be one for developing. */
const ofVitest = /^(VITEST|VITE_|TEST$|DEV$|PROD$|SSR$|MODE$|BASE_URL$)/;

/** The environment in which a reader would type a command. */
export function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !ofVitest.test(name));
  return { ...Object.fromEntries(own), ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
}

/**
 * A copy of the project in a folder of its own, with other proposals in place of ours. It lies below
 * this project, so that its packages are found.
 */
export async function projectWith(proposals: string): Promise<string> {
  const cache = resolve('.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'site-'));
  for (const part of parts) await cp(part, join(folder, part), { recursive: true });
  await mkdir(join(folder, 'proposals'), { recursive: true });
  await cp(proposals, join(folder, 'proposals'), { recursive: true });
  await cp('proposals/_template', join(folder, 'proposals', '_template'), { recursive: true });
  return folder;
}

/**
 * The site of this checkout, whatever its blueprints are: what `npm test` has built, or a build in a
 * folder of its own.
 */
export async function ownSite(): Promise<{ dist: string } & AsyncDisposable> {
  const built = process.env['CROSSPLAN_DIST'];
  if (built !== undefined) return { dist: built, [Symbol.asyncDispose]: () => Promise.resolve() };
  // eslint-disable-next-line no-restricted-syntax -- asked by tests of blueprints, and of pages apart from them
  const folder = await projectWith('proposals');
  return {
    dist: await build(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Builds the site of a project's folder; returns where it lies. */
export async function build(folder: string): Promise<string> {
  await runIn(folder, process.execPath, ['scripts/build.ts']);
  return join(folder, 'dist');
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A built site served as plain files on loopback, the way any host would. */
export async function serve(dist: string): Promise<{ url: string } & AsyncDisposable> {
  const server: Server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://localhost').pathname).then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
      () => response.writeHead(404).end('not here'),
    );
  });
  // A connection that rests is closed by who asks: closed from here, it may be just as the next is sent.
  server.keepAliveTimeout = 0;
  const answer = async (path: string) => {
    let file = join(dist, decodeURIComponent(path));
    if ((await stat(file)).isDirectory()) file = join(file, 'index.html');
    return { type: types[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  };
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The system's Chromium, which asks nobody on the network anything. */
export function browser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
