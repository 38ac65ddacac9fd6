import { expect, it } from 'vitest';
import { messages } from './messages.ts';
import { bounded } from './support.ts';

/** A server of the executor library on hostile messages; what RabbitMQ adds is below src/executor/rabbit/. */
it(
  'a hostile message ends as it must, costs the next one nothing, and runs nothing but methods',
  { timeout: 600_000 },
  async () => {
    const { code, out } = await bounded('../test/hostile/messages-server.ts', []);
    expect(code).toBe(0);
    const { ended, ...rest } = JSON.parse(out) as { ended: Record<string, string[]> };
    expect(ended).toEqual(
      Object.fromEntries(Object.entries(messages).map(([name, [end]]) => [name, ['taken', end]])),
    );
    expect(rest).toMatchObject({ ran: 0, listeners: 1, polluted: false });
  },
);
