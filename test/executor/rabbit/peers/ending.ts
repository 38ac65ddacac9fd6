/**
 * A process that does something with a transport, ends it, and must exit by itself then: nothing of
 * the library may hold it.
 *
 * usage: node ending.ts URL WHAT
 */
import {
  getNotificationListener,
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  Notifier,
} from '../../../../src/executor/index.ts';

const [url = '', what = ''] = process.argv.slice(2);
const transport = getRpcTransport(url, { hooks: { log: () => undefined } });
const client = getRpcClient(transport, { topic: 'ending' }, { timeoutMs: 300 });
const server = getRpcServer(transport, { topic: 'ending', server: 'one' }, [{ m: () => 1 }]);
const listener = getNotificationListener(
  transport,
  [{ topic: 'ending-news' }],
  [{ info: () => undefined }],
);
const notifier = new Notifier(transport, { publisherId: 'test' });

const ends: Record<string, () => Promise<unknown>> = {
  'limits of everything, then close': () =>
    Promise.allSettled([
      server.start({ timeoutMs: 300 }),
      listener.start({ timeoutMs: 300 }),
      client.call('m'),
      ...Array.from({ length: 100 }, (_, n) => client.call('m', {}, { timeoutMs: 200 + n })),
      client.cast('m', {}, { timeoutMs: 300 }),
      notifier.info({}, 'event', {}, { timeoutMs: 300 }),
    ]),
  'a signal, then close': () => {
    const signal = AbortSignal.timeout(300);
    return Promise.allSettled([
      server.start({ signal }),
      listener.start({ signal }),
      client.call('m', {}, { signal, timeoutMs: 600_000 }),
      client.cast('m', {}, { signal }),
      notifier.info({}, 'event', {}, { signal }),
    ]);
  },
  'stop with a grace, then close': async () => {
    const starting = Promise.allSettled([server.start(), listener.start()]);
    await Promise.race([starting, new Promise((resolve) => setTimeout(resolve, 300))]);
    await Promise.all([server.stop({ graceMs: 100 }), listener.stop({ graceMs: 100 })]);
    await Promise.all([server.wait(), listener.wait()]);
  },
  'close in the middle of everything': async () => {
    const all = [
      server.start(),
      listener.start(),
      client.call('m', {}, { timeoutMs: 600_000 }),
      client.cast('m'),
      notifier.info({}, 'event', {}),
    ];
    for (const each of all) each.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
  },
  'everything up, close when told': async () => {
    await Promise.all([server.start(), listener.start()]);
    await Promise.all([client.call('m', {}, { timeoutMs: 600_000 }), client.cast('m')]);
    process.stdout.write('up\n');
    await new Promise((resolve) => process.stdin.once('data', resolve));
    process.stdin.destroy();
  },
};

await ends[what]?.();
await transport.close({ timeoutMs: 1000 });
process.stdout.write('closed\n');
