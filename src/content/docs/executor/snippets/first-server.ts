import { getRpcClient, getRpcServer, getRpcTransport } from '../../../../executor/index.ts';

const endpoint = {
  greet: (_context: object, { name }: { name: string }) => `Hello, ${name}`,
};
const target = { topic: 'hello', server: 'one' };

await using transport = getRpcTransport('memory://');
await using server = getRpcServer(transport, target, [endpoint]);
await server.start();

const client = getRpcClient<typeof endpoint>(transport, { topic: 'hello' });
console.log(await client.call('greet', { name: 'world' }));
