import type { Declaration, Publication } from '../driver.ts';
import { MessageDeliveryFailure } from '../errors.ts';

/** AMQP's short texts: names of exchanges and queues, routing keys; UTF-8. */
const mostBytes = 255;
/** So short that no text of it is too long. */
const surelyFits = Math.floor(mostBytes / 4);

/** How much of a name that is too long an error shows. */
const shownCharacters = 40;

function check(what: string, name: string): void {
  if (name.length <= surelyFits) return;
  const bytes = Buffer.byteLength(name);
  if (bytes <= mostBytes) return;
  throw new MessageDeliveryFailure(
    `The ${what} '${name.slice(0, shownCharacters)}…' has ${bytes} bytes; AMQP takes ${mostBytes}.`,
  );
}

/**
 * Looked at before anything is written: who is told by a stranger where to reply must not stumble.
 * @throws {MessageDeliveryFailure} a name is longer than AMQP can carry
 */
export function checkPublicationNames({ exchange, routingKey }: Publication): void {
  check('exchange', exchange);
  check('routing key', routingKey);
}

/** @throws {MessageDeliveryFailure} */
export function checkDeclaredNames({ exchanges, queues }: Declaration): void {
  for (const { name } of exchanges) check('exchange', name);
  for (const { name, bindings } of queues) {
    check('queue', name);
    for (const { routingKey } of bindings) check('routing key', routingKey);
  }
}
