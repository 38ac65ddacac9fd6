import type {
  Declaration,
  Driver,
  DriverEvent,
  Publication,
  QueueDeclaration,
} from '../../../src/executor/driver.ts';
import { rabbitDriver } from '../../../src/executor/rabbit/index.ts';
import { parseTransportUrl } from '../../../src/executor/address/transport-url.ts';
import { patienceMs } from '../../support/patience.ts';

/** A driver for a URL, with everything that it reported. */
export function openDriver(
  url: string,
  options: Record<string, unknown> = {},
): { driver: Driver; events: DriverEvent[] } {
  const events: DriverEvent[] = [];
  const driver = rabbitDriver({
    url: parseTransportUrl(url),
    options: { rabbit_retry_interval: 0.05, rabbit_retry_backoff: 0.05, ...options },
    observe: (event) => {
      events.push(event);
    },
  });
  return { driver, events };
}

/** Publishes, and always gives a promise: the interface lets a driver give none. */
export async function publish(driver: Driver, publication: Publication): Promise<void> {
  await driver.publish(publication);
}

/** A queue bound to the control exchange `x` by its own name. */
export function queueOn(
  exchange: string,
  name: string,
  attributes: Partial<QueueDeclaration> = {},
): Declaration {
  const durable = attributes.durable ?? false;
  return {
    exchanges: [{ name: exchange, kind: 'topic', durable, autoDelete: false }],
    queues: [
      {
        name,
        durable,
        autoDelete: false,
        bindings: [{ exchange, routingKey: name }],
        ...attributes,
      },
    ],
  };
}

/** Resolves once a condition holds; rejects after `withinMs`, saying what was waited for. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = patienceMs,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
