import { getRpcClient, getRpcServer, getRpcTransport } from '../index.ts';

const endpoint = { greet: (_context: object, { name }: { name: string }) => `Hello, ${name}` };

await using transport = getRpcTransport('memory://');
await using server = getRpcServer(transport, { topic: 'hello', server: 'one' }, [endpoint]);
await server.start();

const client = getRpcClient<typeof endpoint>(transport, { topic: 'hello' });
console.log(await client.call('greet', { name: 'world' }));
