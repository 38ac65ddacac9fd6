/**
 * `crossplan/executor`: oslo.messaging for Node. What Node adds; the rest is listed in `browser.ts`.
 *
 * A server and a client, in ten lines:
 *
 *     import { getRpcClient, getRpcServer, getRpcTransport } from 'crossplan/executor';
 *
 *     const endpoint = { greet: (_context: object, { name }: { name: string }) => `Hello, ${name}` };
 *
 *     await using transport = getRpcTransport('memory://');
 *     await using server = getRpcServer(transport, { topic: 'hello', server: 'one' }, [endpoint]);
 *     await server.start();
 *
 *     const client = getRpcClient<typeof endpoint>(transport, { topic: 'hello' });
 *     console.log(await client.call('greet', { name: 'world' }));
 */
export { ModuleEndpoint, moduleEndpoint } from './node/module-endpoint.ts';
export { threadingExecutor } from './node/threading.ts';
export { getNotificationTransport, getRpcTransport } from './node/transport.ts';
export * from './browser.ts'; // the one list of names; those above take precedence over its own
export type { RabbitOptions } from './rabbit/index.ts';
