import type { ChannelModel } from 'amqplib';
import type { QueueState } from '../driver.ts';
import { MessageDeliveryFailure } from '../errors.ts';
import { amqpCode } from './declare.ts';
import { openChannel } from './declarer.ts';

/**
 * A queue's state; undefined if there is none.
 * @throws {MessageDeliveryFailure} the broker would not tell it
 */
export async function inspectQueue(
  model: ChannelModel,
  queue: string,
): Promise<QueueState | undefined> {
  try {
    const channel = await openChannel(model);
    const found = await channel.checkQueue(queue);
    await channel.close();
    return { ready: found.messageCount, consumers: found.consumerCount };
  } catch (error) {
    if (amqpCode(error) === 404) return undefined;
    throw new MessageDeliveryFailure(`Cannot inspect queue '${queue}': ${String(error)}`, {
      cause: error,
    });
  }
}
