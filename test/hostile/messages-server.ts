import { EventEmitter } from 'node:events';
import {
  getRpcClient,
  getRpcServer,
  getRpcTransport,
  MemoryBroker,
} from '../../src/executor/index.ts';
import { messages } from './messages.ts';
import { secret } from './support.ts';

/** Run by messages.test.ts as a process of its own: serves the hostile messages, one after another. */
class Endpoint extends EventEmitter {
  /** How often what only looks like a method ran. */
  ran = 0;
  get secret(): () => string {
    this.ran++;
    return () => secret;
  }
  take(): string {
    return 'taken';
  }
}

const broker = new MemoryBroker();
const endpoint = new Endpoint();
endpoint.on('error', () => endpoint.ran++);
const log: unknown[] = [];
await using transport = getRpcTransport('memory://', {
  driverOptions: { broker },
  hooks: { log: (entry) => log.push(entry) },
});
await using server = getRpcServer(transport, { topic: 'hostile', server: 'one' }, [endpoint]);
await server.start();
const client = getRpcClient(transport, { topic: 'hostile' });

const ended: Record<string, string[]> = {};
for (const [name, [, content]] of Object.entries(messages)) {
  const before = { ...transport.counters };
  const raw = typeof content === 'string' ? { body: content } : content;
  broker.publish({ exchange: '', routingKey: 'hostile', raw });
  // The next is served as if nothing had been: it is no part of what is counted.
  const next = await client.call('take');
  const counts = transport.counters;
  ended[name] = [
    String(next),
    ...(['malformed', 'requestsFailed'] as const).filter((one) => counts[one] > before[one]),
    ...(counts.requestsDone > before.requestsDone + 1 ? ['requestsDone'] : []),
  ];
}
console.log(
  JSON.stringify({
    ended,
    ran: endpoint.ran,
    listeners: endpoint.listenerCount('error'),
    polluted: 'polluted' in {},
    logged: log.length,
  }),
);
