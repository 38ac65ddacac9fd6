/** Tells what happened, and listens to it; what cannot be handled now goes back to the queue. */
import {
  getNotificationListener,
  NotificationResult,
  Notifier,
  type Context,
  type Transport,
} from '../../../../executor/index.ts';

export class Meter {
  readonly counted: string[] = [];
  isReady = false;
  readonly filterRule = { eventType: 'volume\\.' };

  info(_context: Context, publisherId: string, eventType: string) {
    if (!this.isReady) {
      this.isReady = true;
      return NotificationResult.REQUEUE;
    }
    this.counted.push(`${eventType} from ${publisherId}`);
    return NotificationResult.HANDLED;
  }
}

export async function meter(transport: Transport): Promise<Meter> {
  const endpoint = new Meter();
  await using listener = getNotificationListener(
    transport,
    [{ topic: 'notifications' }],
    [endpoint],
    {
      allowRequeue: true,
      requeueDelayMs: 10,
      requeueLimit: 5,
    },
  );
  await listener.start();
  const notifier = new Notifier(transport, { publisherId: 'volume.host1' });
  await notifier.info({}, 'volume.create', { gigabytes: 10 });
  await notifier.info({}, 'image.create', {}); // the filter rule leaves it to others
  while (endpoint.counted.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return endpoint;
}
