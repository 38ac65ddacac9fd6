import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, realParts } from '../support/real-parts.ts';

/** What a page does with the library; its result is what the tests look at. */
const PAGE = `
import {
  From, getLocalContext, getNotificationListener, getRpcClient, getRpcServer, getRpcTransport,
  Notifier, sleep,
} from './src/executor/browser.ts';

globalThis.run = async () => {
  const endpoint = {
    plain: (context, { x }) => [x + 1, getLocalContext()],
    modern: async (context, { x }) => { await null; return x + 2; },
    *coroutine(context, { x }) { yield* sleep(5); return (yield* From(Promise.resolve(x))) + 3; },
    fails() { throw new RangeError('as it should'); },
  };
  const transport = getRpcTransport('memory://page', { hooks: { log() {} } });
  const server = getRpcServer(transport, { topic: 't', server: 's' }, [endpoint], {
    executor: 'aiogreen',
  });
  await server.start();
  const client = getRpcClient(transport, { topic: 't' }, { context: { user: 'u' } });
  const seen = [];
  const listener = getNotificationListener(transport, [{ topic: 'n' }], [
    { info: (context, publisher, event, payload) => { seen.push(payload); } },
  ]);
  await listener.start();
  await new Notifier(transport, { publisherId: 'page', topics: ['n'] }).info({}, 'e', { n: 1 });
  const answers = [
    await client.call('plain', { x: 1 }),
    await client.call('modern', { x: 1 }),
    await client.call('coroutine', { x: 1 }),
    await client.call('fails').catch((error) => error.excType),
  ];
  const many = await Promise.all(Array.from({ length: 2000 }, (_, x) => client.call('modern', { x })));
  let threads;
  try { getRpcServer(transport, { topic: 't', server: 's' }, [endpoint], { executor: 'threading' }); }
  catch (error) { threads = error.message; }
  let rabbit;
  try { getRpcTransport('rabbit://localhost/'); } catch (error) { rabbit = error.message; }
  await server.stop(); await server.wait();
  await listener.stop(); await listener.wait();
  await transport.close();
  return JSON.stringify({ answers, many: many.at(-1), seen, threads, rabbit });
};
`;

const EXPECTED = {
  answers: [[2, { user: 'u' }], 3, 4, 'ValueError'],
  many: 2001,
  seen: [{ n: 1 }],
  threads:
    "Failed to load executor 'threading': unknown here; known: blocking, async, aiogreen, or an object of your own",
  rabbit: "Failed to load transport driver 'rabbit': unknown scheme; known here: memory, fake",
};

/** What every browser has, and nothing of Node's own: no process, Buffer, require, setImmediate. */
const webGlobals = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  queueMicrotask,
  AbortController,
  MessageChannel,
  TextDecoder,
  TextEncoder,
  URLSearchParams,
  crypto,
  performance,
  console,
};

describe('in a browser', () => {
  let bundle: string;
  let inputs: string[];

  beforeAll(async () => {
    const result = await build({
      stdin: { contents: PAGE, resolveDir: path.resolve(import.meta.dirname, '../..') },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
    });
    bundle = result.outputFiles[0]?.text ?? '';
    inputs = Object.keys(result.metafile.inputs);
  });

  it('bundles without any Node built-in, RabbitMQ or worker thread, in less than 32 kB', () => {
    expect(
      inputs.filter((input) => /node_modules|^node:|executor\/(node|rabbit)\//.test(input)),
    ).toEqual([]);
    expect(gzipSync(bundle).length).toBeLessThan(32_000);
    expect(bundle).not.toMatch(/require\(|from"node:|import\("/);
  });

  it('runs where there is nothing of Node', async () => {
    const context = vm.createContext({ ...webGlobals });
    vm.runInContext(bundle, context);
    const result = (await vm.runInContext('run()', context)) as string;
    expect(JSON.parse(result)).toEqual(EXPECTED);
  });

  describe.skipIf(!realParts.chromium.available)('Chromium', () => {
    let server: Server;

    beforeAll(async () => {
      server = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(
          `<!doctype html><title>t</title><script>${bundle.replaceAll('</', '<\\/')}</script>`,
        );
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
    });

    afterAll(() => {
      server.close();
    });

    it('runs it in a real page', async () => {
      const browser = await chromium.launch({
        executablePath: chromiumPath ?? '',
        args: ['--no-sandbox'],
      });
      try {
        const page = await browser.newPage();
        const problems: string[] = [];
        page.on('pageerror', (error) => problems.push(String(error)));
        const { port } = server.address() as AddressInfo;
        await page.goto(`http://127.0.0.1:${port}/`);
        const result = await page.evaluate('run()');
        expect(JSON.parse(result as string)).toEqual(EXPECTED);
        expect(problems).toEqual([]);
      } finally {
        await browser.close();
      }
    });
  });
});
