/** Ends an AMQP connection whatever its state, within a bound. */
import type { ChannelModel } from 'amqplib';
import type { Duplex } from 'node:stream';
import { within } from './within.ts';

/**
 * Closes in order; after `graceMs` without an answer (a broker that hangs, a connection that is cut)
 * the socket is destroyed. Never rejects.
 */
export async function endConnection(model: ChannelModel, graceMs: number): Promise<void> {
  // amqplib throws for a connection that is closed already: the state that is wanted.
  const closing = Promise.resolve()
    .then(() => model.close())
    .catch(() => undefined);
  await within(graceMs, closing);
  const { stream } = model.connection as { stream?: Duplex };
  stream?.destroy();
}
