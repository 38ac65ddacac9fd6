import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { TrustedProxies } from '../../src/comments/server/client-address.ts';
import { nodeServer, type Handler } from '../../src/comments/server/node-server.ts';

/** A server that listens, and the faults that it tells. */
async function listening(handler: Handler) {
  const faults: unknown[] = [];
  const server = nodeServer({
    handler,
    otherwise: (_, outgoing) => outgoing.end(),
    proxies: new TrustedProxies([]),
    onFault: (error) => faults.push(error),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const asking = (): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket;
  };
  return { server, faults, asking, port };
}

test('who leaves before the answer is no fault; the next one is answered', async () => {
  let asked = 0;
  let go: () => void = () => undefined;
  const arrived = Promise.withResolvers<undefined>();
  const gone = new Promise<void>((resolve) => (go = resolve));
  const { server, faults, asking, port } = await listening(async () => {
    if (++asked > 1) return new Response('there');
    arrived.resolve(undefined);
    await gone;
    return new Response('x'.repeat(1_000_000));
  });
  const closed = new Promise<void>((resolve) => {
    server.on('connection', (socket) => socket.once('close', resolve));
  });
  const socket = asking();
  await arrived.promise;
  socket.destroy();
  await closed;
  go();
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('there');
  await expect.poll(() => asked).toBe(2);
  expect(faults).toEqual([]);
});

test('a fault of the handler is told, and answered with 500', async () => {
  const { faults, port } = await listening(() => Promise.reject(new Error('broken')));
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500);
  expect(faults).toEqual([new Error('broken')]);
});

test('a fault within an answer is told, and the answer is cut off', async () => {
  const { faults, port } = await listening(() =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('so far'));
          },
          pull() {
            throw new Error('broken within');
          },
        }),
      ),
    ),
  );
  await expect(
    fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text()),
  ).rejects.toThrow();
  expect(faults).toEqual([new Error('broken within')]);
});
