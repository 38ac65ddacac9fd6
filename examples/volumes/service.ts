/** The TypeScript service at one step. usage: node service.ts URL STEP */
import { getRpcServer, getRpcTransport, type LogEntry } from 'crossplan/executor';
import { limitFrom, type AskLimit } from './limit.ts';

const [url = '', step = ''] = process.argv.slice(2);
const { Volumes } = (await import(`./steps/${step}.ts`)) as {
  Volumes: new (askLimit: AskLimit) => object;
};

// A refusal over quota is the caller's affair: one line, without the stack.
const log = ({ message, error }: LogEntry): void => {
  if (error instanceof Error) console.error(`${message}: ${error.message}`);
};
const transport = getRpcTransport(url, { hooks: { log } });
const target = { topic: 'volumes', server: 'one' };
// The executor that runs plain functions, async functions and coroutines side by side.
const server = getRpcServer(transport, target, [new Volumes(limitFrom(transport))], {
  executor: 'aiogreen',
});
await server.start({ timeoutMs: 20_000 });
console.log('ready');

process.once('SIGTERM', () => {
  void (async () => {
    await server.stop({ graceMs: 2000 });
    await server.wait();
    await transport.close();
  })();
});
