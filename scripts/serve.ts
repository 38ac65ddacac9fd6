import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { textsOfBuild } from '../src/comments/revision-texts.ts';
import { Misconfigured, readConfiguration } from '../src/comments/server/configuration.ts';
import { nodeServer } from '../src/comments/server/node-server.ts';
import { openComments } from '../src/comments/server/open-comments.ts';
import { staticFiles } from '../src/comments/server/static-files.ts';
import { exitCode, run, WrongUse } from './lib/cli.ts';
import { wholeNumber } from './lib/options.ts';
import { print, printError } from './lib/print.ts';

/** Longest that answers under way may take once the server is to end, in ms. */
const longestEndMs = 10_000;

await run(
  {
    usage: 'npm run serve --',
    about:
      'The built site and its comments, until SIGINT or SIGTERM. What it is told by its environment\n' +
      '(SITE, BASE, COMMENTS_…) stands in the guide, "Host the comments".',
    options: {
      port: { type: 'string', value: '<number>', help: 'default: 4321; 0: any that is free' },
      host: { type: 'string', value: '<address>', help: 'to listen on; default: 127.0.0.1' },
      dist: { type: 'string', value: '<dir>', help: 'what npm run build made; default: dist' },
      root: { type: 'string', value: '<dir>', help: 'sources, for patches; default: proposals' },
    },
  },
  async (values) => {
    const port = wholeNumber('--port', values.port ?? '4321', { most: 65_535 });
    const host = values.host ?? '127.0.0.1';
    const dist = resolve(values.dist ?? 'dist');
    const proposals = resolve(values.root ?? 'proposals');
    if (!existsSync(join(dist, 'index.html'))) {
      throw new WrongUse(`${dist}: no site there; npm run build makes one`);
    }
    const configuration = await readConfiguration(process.env).catch((error: unknown) => {
      throw error instanceof Misconfigured ? new WrongUse(error.message) : error;
    });
    const onFault = (error: unknown) => {
      printError(
        ...(error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'),
      );
    };
    // Where no origin is configured it is known once the port is.
    const localOrigins: [string, ...string[]] = [`http://localhost:${port}`];
    await using comments = await openComments({
      configuration,
      texts: textsOfBuild(dist),
      localOrigins,
      onFault,
      ...(existsSync(proposals) ? { proposals } : {}),
    });
    const server = nodeServer({
      handler: comments.routes,
      otherwise: staticFiles(dist, configuration.base),
      proxies: configuration.proxies,
      onFault,
    });
    server.listen(port, host);
    await once(server, 'listening');
    const address = server.address();
    const there = typeof address === 'object' ? (address?.port ?? port) : port;
    localOrigins.splice(0, 1, `http://localhost:${there}`, `http://127.0.0.1:${there}`);
    const { origin, base, ways } = configuration;
    print(`Listening on http://${host}:${there}${base}/`);
    if (origin === undefined) {
      print('SITE is not set: comments are taken from this machine’s own addresses alone');
    }
    if (ways.length === 0) print('No way to sign in is configured: nobody can write');
    const signal = await new Promise<string>((done) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, done);
    });
    print(`${signal}: ends`);
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const late = setTimeout(() => {
      server.closeAllConnections();
    }, longestEndMs);
    await closed;
    clearTimeout(late);
    return exitCode.fine;
  },
);
