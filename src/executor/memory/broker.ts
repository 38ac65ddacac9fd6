import { detached } from '../context/async-context.ts';
import type { Declaration, Publication, QueueDeclaration } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { MessageDeliveryFailure, MessageUndeliverable } from '../errors.ts';
import { copyForSending } from '../json/wire-json.ts';
import { nextTurn } from '../internal/next-turn.ts';
import { MemoryExchange } from './exchange.ts';
import { QueuedMessage } from './message.ts';
import { MemoryQueue } from './queue.ts';

/** After so many deliveries in one turn, timers and I/O (a page's repaint) get theirs. */
const deliveriesPerTurn = 512;

/**
 * A broker in the process, with the rules of the real one: exchanges, bindings, queues with consumers
 * in turn, prefetch, acknowledgement, requeueing to the front, expiry at the front, mandatory
 * messages, auto-deletion and the refusal of a declaration that contradicts an earlier one.
 *
 * It has no connections that can break and nothing outlives the process.
 */
export class MemoryBroker {
  readonly #exchanges = new Map<string, MemoryExchange>();
  readonly #queues = new Map<string, MemoryQueue>();
  /** Changes whenever something vanished: what was declared before may have to be again. */
  generation = 0;
  #work: MemoryQueue[] = [];
  #scheduled = false;
  #delivered = 0;
  readonly #deliver = detached(() => {
    this.#deliverAll();
  });

  /** @throws {MessageDeliveryFailure} if something of that name has other attributes (406) */
  declare(declaration: Declaration): void {
    for (const exchange of declaration.exchanges) {
      const existing = this.#exchanges.get(exchange.name);
      if (existing) sameAttributes('exchange', existing.declaration, exchange, ofExchanges);
      else this.#exchanges.set(exchange.name, new MemoryExchange(exchange));
    }
    for (const queue of declaration.queues) this.#declareQueue(queue);
  }

  #declareQueue(declaration: QueueDeclaration): void {
    let queue = this.#queues.get(declaration.name);
    if (queue) {
      sameAttributes('queue', queue.declaration, declaration, ofQueues);
      queue.restartExpiry();
    } else {
      queue = new MemoryQueue(
        declaration,
        (busy) => {
          this.#schedule(busy);
        },
        (unused) => {
          this.deleteQueue(unused.name);
        },
      );
      this.#queues.set(declaration.name, queue);
    }
    for (const { exchange, routingKey } of declaration.bindings) {
      this.#exchange(exchange).bind(queue, routingKey);
    }
  }

  #exchange(name: string): MemoryExchange {
    const exchange = this.#exchanges.get(name);
    if (!exchange) throw new MessageDeliveryFailure(`NOT_FOUND - no exchange '${name}' (404)`);
    return exchange;
  }

  queue(name: string): MemoryQueue | undefined {
    return this.#queues.get(name);
  }

  deleteQueue(name: string): void {
    const queue = this.#queues.get(name);
    if (!queue) return;
    this.#queues.delete(name);
    queue.delete();
    this.generation += 1;
    for (const { exchange: exchangeName } of queue.declaration.bindings) {
      const exchange = this.#exchanges.get(exchangeName);
      exchange?.unbind(queue);
      if (exchange?.declaration.autoDelete === true && exchange.isUnbound) {
        this.#exchanges.delete(exchangeName);
      }
    }
  }

  /**
   * Routes; what the publication declares must have been declared.
   * @throws {MessageUndeliverable} mandatory, and no queue
   * @throws {SerializationError} naming what JSON cannot carry
   * @throws {MessageDeliveryFailure} no such exchange
   */
  publish(publication: Publication): void {
    const { exchange, routingKey, message, raw, expirationMs } = publication;
    const content = raw ?? (copyForSending(message ?? {}) as WireMessage);
    const isRaw = raw !== undefined;
    if (exchange === '') {
      const queue = this.#queues.get(routingKey);
      if (queue) queue.push(new QueuedMessage(content, isRaw, expirationMs));
      else if (publication.mandatory) throw new MessageUndeliverable(exchange, routingKey);
      return;
    }
    const queues = this.#exchange(exchange).route(routingKey);
    if (queues.size === 0 && publication.mandatory) {
      throw new MessageUndeliverable(exchange, routingKey);
    }
    let first = true;
    for (const queue of queues) {
      // Each receiver may change its own.
      const own = first || isRaw ? content : (copyForSending(content) as WireMessage);
      first = false;
      queue.push(new QueuedMessage(own, isRaw, expirationMs));
    }
  }

  #schedule(queue: MemoryQueue): void {
    queue.awake = true;
    this.#work.push(queue);
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (this.#delivered < deliveriesPerTurn) {
      queueMicrotask(this.#deliver);
    } else {
      this.#delivered = 0;
      nextTurn(this.#deliver);
    }
  }

  #deliverAll(): void {
    this.#scheduled = false;
    const work = this.#work;
    this.#work = [];
    for (const queue of work) {
      queue.awake = false;
      const limit = deliveriesPerTurn - (this.#delivered % deliveriesPerTurn);
      const count = queue.deliver(limit);
      this.#delivered += count;
      if (count === limit) queue.wake();
    }
  }
}

/** An exchange serves whether it is durable or not: see `ExchangeDeclaration.durable`. */
const ofExchanges = ['kind', 'autoDelete'] as const;
const ofQueues = ['kind', 'durable', 'autoDelete', 'expiresMs'] as const;

function sameAttributes<Name extends string>(
  what: string,
  existing: Readonly<Partial<Record<Name, unknown>>> & { readonly name: string },
  wanted: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly Name[],
): void {
  for (const name of names) {
    if (existing[name] === wanted[name]) continue;
    throw new MessageDeliveryFailure(
      `PRECONDITION_FAILED - inequivalent arg '${name}' for ${what} '${existing.name}': ` +
        `received '${String(wanted[name])}' but current is '${String(existing[name])}' (406)`,
    );
  }
}
