import type { Delivery } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import type { LogLevel } from './hooks.ts';
import type { Operations } from './operations.ts';

/** How a message that cannot be read is told in the log. */
export interface Unreadable {
  level: LogLevel;
  event: string;
  message: string;
}

const malformed: Unreadable = {
  level: 'error',
  event: 'malformed',
  message: 'a message could not be read; rejected',
};

/**
 * A delivery's message. One that cannot be read is rejected for good, counted and told: it would come
 * again as it is; undefined then.
 *
 * @param options.check throws if the message is none for the caller
 * @param options.told how it is told; default: as an error
 */
export function readMessage(
  delivery: Delivery,
  operations: Operations,
  {
    check = () => undefined,
    told = malformed,
  }: { check?: (message: WireMessage) => void; told?: Unreadable } = {},
): WireMessage | undefined {
  try {
    const message = delivery.decode();
    check(message);
    return message;
  } catch (error) {
    delivery.reject(false);
    operations.counters.malformed += 1;
    operations.log(told.level, told.event, told.message, { error });
    return undefined;
  }
}
