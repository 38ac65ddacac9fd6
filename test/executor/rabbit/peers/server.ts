/**
 * A server in a process of its own, to be killed. It writes a line per request and notification when
 * its endpoint begins, and one when it ends.
 *
 * usage: node server.ts URL TOPIC SERVER POOL_SIZE [before | after [REDELIVERY_LIMIT]]
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  getNotificationListener,
  getRpcServer,
  getRpcTransport,
} from '../../../../src/executor/index.ts';

const [url = '', topic = '', server = '', poolSize = '8', acknowledge = 'before', limit] =
  process.argv.slice(2);
const transport = getRpcTransport(url);
const endpoint = {
  work: async (_context: object, { n }: { n: number }) => {
    tell({ began: n });
    await sleep(20);
    tell({ done: n });
    return { n, server };
  },
  /** What no server survives. */
  die: (_context: object, { n }: { n: number }) => {
    tell({ began: n });
    process.kill(process.pid, 'SIGKILL');
  },
};
const listening = {
  info: async (_context: object, _publisher: string, _event: string, payload: unknown) => {
    await sleep(5);
    tell({ heard: (payload as { n: number }).n });
  },
};

const options = { poolSize: Number(poolSize) };
await getRpcServer(transport, { topic, server }, [endpoint], {
  ...options,
  acknowledge: acknowledge === 'after' ? 'after' : 'before',
  ...(limit === undefined ? {} : { redeliveryLimit: Number(limit) }),
}).start();
await getNotificationListener(
  transport,
  [{ topic: `${topic}-news` }],
  [listening],
  options,
).start();
tell({ ready: true });

/**
 * Written at once, whatever the reader does: process.stdout keeps what its pipe has no room for, and
 * that dies with the process.
 */
function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
