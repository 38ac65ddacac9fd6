/**
 * An echo server and its client on this library, as a service would write them.
 *
 * usage: node bench/rabbit-library.ts server|client URL
 */
import { getRpcClient, getRpcServer, getRpcTransport } from '../src/executor/index.ts';
import { servePeer } from './rabbit-peer.ts';

const [role, url = ''] = process.argv.slice(2);
const transport = getRpcTransport(url);
const target = { exchange: 'bench-library', topic: 'library' };
const endpoint = { echo: (_context: object, { x }: { x: number }) => x };

if (role === 'server') {
  const server = getRpcServer(transport, { ...target, server: 'one' }, [endpoint]);
  await server.start();
  await servePeer(undefined, async () => {
    await server.stop();
    await server.wait();
    await transport.close();
  });
} else {
  const client = getRpcClient<typeof endpoint>(transport, target);
  await servePeer(
    async (x) => {
      const answer = await client.call('echo', { x });
      if (answer !== x) throw new Error(`expected ${x}, got ${answer}`);
    },
    () => transport.close(),
  );
}
