/**
 * The one interface between the library and a broker.
 *
 * A driver speaks in a broker's terms: exchanges, queues, publications, deliveries. It knows nothing
 * of calls, replies, endpoints or executors: message ids, reply waiters, heartbeats, duplicate
 * suppression, retried replies and back-pressure live above it, once, so that one conformance suite
 * holds for every driver. Whoever writes a driver implements {@link Driver} and gives its
 * {@link DriverFactory} to `getRpcTransport` (option `drivers`).
 *
 * How the library uses a driver:
 * - one {@link Driver.consume} per started server, per started notification listener, and one per
 *   transport for its reply queue (at its first call);
 * - {@link Driver.publish} for everything that is sent; `declare` says what must exist before;
 * - {@link Driver.close} once, after every consumer was closed.
 */
import type { WireMessage } from './wire/envelope.ts';

/** Makes a driver for a URL. It may connect lazily; it is called once per transport. */
export type DriverFactory = (context: DriverContext) => Driver | Promise<Driver>;

/** What a driver gets from the transport. */
export interface DriverContext {
  readonly url: TransportUrl;
  /** The driver's own options as the user gave them; the URL's query is merged over them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** How much may wait to be sent; see the transport's option. */
  readonly outgoing?: { readonly messages: number; readonly bytes: number };
  /** Tells the transport's hooks what happens below; never throws. */
  readonly observe: (event: DriverEvent) => void;
}

/** A transport URL, taken apart (`transport-url.ts`); everything is percent-decoded. */
export interface TransportUrl {
  /** `rabbit`, `kombu`, `memory`, `fake`; what stands before `://`, a `+suffix` included. */
  readonly scheme: string;
  /** In the order written; a driver that fails over shuffles them first. Empty for `memory://`. */
  readonly hosts: readonly TransportHost[];
  /** Virtual host; `/` when the URL has none. */
  readonly virtualHost: string;
  /** The query's parameters, last one wins: `{ amqp_durable_queues: 'true' }`. */
  readonly query: Readonly<Record<string, string>>;
  /** The URL for logs and errors: its passwords are replaced by `***`. */
  readonly redacted: string;
}

/** One of the hosts of a transport URL, with the account to use there. */
export interface TransportHost {
  readonly hostname: string;
  /** Undefined: the driver's default. */
  readonly port: number | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** What a driver reports; the transport turns it into log lines, counters and hooks. */
export type DriverEvent =
  /** An attempt to connect begins. */
  | { readonly type: 'connecting'; readonly host: string; readonly purpose: string }
  | { readonly type: 'connected'; readonly host: string; readonly purpose: string }
  | {
      readonly type: 'disconnected';
      readonly host: string;
      readonly purpose: string;
      readonly error?: unknown;
      /** Milliseconds until the next attempt; undefined if there will be none. */
      readonly retryInMs?: number;
    }
  /** A connection was let go, because nothing needs it any more. */
  | { readonly type: 'closed'; readonly host: string; readonly purpose: string }
  /** The broker blocks publishers (memory or disk alarm), or no longer does. */
  | { readonly type: 'blocked'; readonly reason: string }
  | { readonly type: 'unblocked' }
  /** After a reconnect: everything of a consumer is declared and consumed again. */
  | { readonly type: 'redeclared'; readonly queues: readonly string[] }
  /** Something that is survived but should be known, in words. */
  | { readonly type: 'warning'; readonly message: string; readonly error?: unknown };

/** The broker, as the library sees it. */
export interface Driver {
  /**
   * Declares what the subscription names, binds, and begins to consume.
   *
   * Resolves when the broker has accepted all of it (so `server.start()` means "reachable"). Rejects
   * with MessageDeliveryFailure if it refuses (406 for other attributes). After that the driver keeps
   * the consumer alive by itself: a lost connection, a consumer that the broker cancelled or a queue
   * that was deleted is declared again with the same names, until {@link Consumer.close}.
   *
   * A repeat that the driver itself caused (an acknowledgement that was lost with a connection, a
   * publication that was sent again because its confirm was lost) is acknowledged by it and not handed
   * out, as far as it can know it. Every other repeat is, and is marked `redelivered`.
   *
   * `onDelivery` is called synchronously per message, in the queue's order, never before `consume`
   * has returned its promise; it does not throw and does not wait.
   */
  consume(subscription: Subscription, onDelivery: (delivery: Delivery) => void): Promise<Consumer>;

  /**
   * Sends one message; settles when the broker has taken responsibility for it (its confirm). A
   * driver that knows at once returns undefined, which costs the caller no turn of the event loop.
   *
   * Rejects (or throws, if it knows at once) with
   * - MessageUndeliverable: mandatory and no queue; AMQP's basic.return precedes the confirm;
   * - SerializationError: the message holds what JSON cannot carry; nothing was sent;
   * - MessageDeliveryFailure: refused, or not confirmed within the retries or before `giveUpAt`;
   * - TransportClosed: after `close()`.
   *
   * Publications to the same routing key keep their order.
   */
  publish(publication: Publication): Promise<void> | undefined;

  /**
   * The queue's ready messages and consumers, or undefined if there is no such queue. A driver of a
   * network bounds the time that it takes by itself.
   */
  inspect(queue: string): Promise<QueueState | undefined>;

  /**
   * Ends every connection. Publications that wait for their confirm are given the time of `limit` to
   * get it, then rejected; subscriptions that have not begun reject with TransportClosed. Calling it
   * again returns the same promise.
   */
  close(limit?: CloseLimit): Promise<void>;

  /** What waits to be sent or to be confirmed; missing where nothing ever waits. */
  readonly outgoing?: { readonly messages: number; readonly bytes: number };
}

/** How long an end may take. */
export interface CloseLimit {
  /** Milliseconds for all of it together, after which it is done by force. Default 5,000. */
  readonly timeoutMs?: number | undefined;
}

/** What a driver can say of a queue. */
export interface QueueState {
  /** Messages that wait in the queue, deliveries that are not acknowledged excepted. */
  readonly ready: number;
  readonly consumers: number;
}

/** What must exist. Declared in this order: exchanges, queues, bindings. */
export interface Declaration {
  readonly exchanges: readonly ExchangeDeclaration[];
  readonly queues: readonly QueueDeclaration[];
}

/** An exchange that must exist. */
export interface ExchangeDeclaration {
  readonly name: string;
  /** `topic` keys here hold no wildcards, but a broker treats `*` and `#` as ever. */
  readonly kind: 'topic' | 'fanout' | 'direct';
  /** What it becomes if it is made. One that is there serves whatever it is: another made it so. */
  readonly durable: boolean;
  /** Deleted by the broker when its last binding goes. */
  readonly autoDelete: boolean;
}

/** A queue that must exist, with its bindings. */
export interface QueueDeclaration {
  readonly name: string;
  readonly durable: boolean;
  /** Deleted by the broker when its last consumer goes. */
  readonly autoDelete: boolean;
  /** `x-expires`, milliseconds: the broker deletes the queue when it was unused that long. */
  readonly expiresMs?: number;
  /**
   * `x-queue-type`; durable is true then. A stream keeps what was read: each of its consumers gets
   * every message from its start on. Left out: a classic queue.
   */
  readonly kind?: 'quorum' | 'stream';
  /** Of a quorum queue, `x-delivery-limit`: a message is dropped after so many deliveries. */
  readonly deliveryLimit?: number;
  /** Of a quorum queue: messages and bytes that it keeps in memory. */
  readonly memoryMessages?: number;
  readonly memoryBytes?: number;
  /** Of a stream, `x-max-age`: older messages are forgotten; milliseconds, whole seconds. */
  readonly maxAgeMs?: number;
  /** Empty for a reply queue: the default exchange reaches each queue by its name. */
  readonly bindings: readonly { readonly exchange: string; readonly routingKey: string }[];
}

/** What one {@link Driver.consume} declares and consumes. */
export interface Subscription extends Declaration {
  /** Names out of `queues` to consume from, in this order. */
  readonly consume: readonly string[];
  /** Names out of `queues` that {@link Consumer.close} deletes (a server's fanout queue). */
  readonly deleteOnClose: readonly string[];
  /** Most deliveries per queue that are neither acknowledged nor rejected; 0 for no limit. */
  readonly prefetch: number;
  /**
   * Every delivery that is `redelivered` shall have its `deliveryCount`, also where the broker does not
   * count: a driver may put a copy with the count behind the others in the queue instead.
   */
  readonly countsDeliveries?: boolean;
  /** For logs and connection names: `server`, `replies`, `notifications`. */
  readonly purpose: string;
  /** Aborts a beginning that has not come to its end: `consume` rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** A running subscription. */
export interface Consumer {
  /**
   * Stops the flow: resolves when no further delivery can arrive (AMQP: basic.cancel-ok of all).
   * Deliveries that were handed out stay ours: they can and should still be acknowledged or
   * rejected. Idempotent.
   */
  cancel(limit?: CloseLimit): Promise<void>;
  /**
   * Cancels if need be, deletes the queues of `deleteOnClose`, flushes acknowledgements and lets go
   * of the connection; the broker takes back what was neither acknowledged nor rejected. Idempotent.
   */
  close(limit?: CloseLimit): Promise<void>;
}

/** One message that the broker handed out. */
export interface Delivery {
  /** The queue it came from. */
  readonly queue: string;
  /** The broker has handed it out before, perhaps to someone else. */
  readonly redelivered: boolean;
  /**
   * How often it was handed out before and came back, where that is counted: by the broker (quorum
   * queues), or as {@link Subscription.countsDeliveries} says.
   */
  readonly deliveryCount?: number;
  /** The sender's `expirationMs`, if it set one: a call's timeout. */
  readonly expirationMs?: number;
  /**
   * The message inside the envelope, own to the receiver (it may change it). Called once.
   * @throws {MalformedMessage} for a body that is none; the caller then rejects without requeue.
   */
  decode(): WireMessage;
  /**
   * Takes responsibility. False if the delivery is no longer ours (its connection is gone): the
   * broker hands it out again, so the caller must drop it.
   */
  ack(): boolean;
  /** Gives it back (`requeue`) or away for good. False as for {@link ack}. */
  reject(requeue: boolean): boolean;
}

/** One message to send: `message` or `raw`, and where to. */
export interface Publication {
  /** The empty string is the default exchange: the routing key is a queue's name. */
  readonly exchange: string;
  readonly routingKey: string;
  /**
   * The inner message; the driver puts it into the envelope and does not keep or change it. What
   * reaches the receiver is as if it had gone through `stringifyJson` and `parseJson`.
   */
  readonly message?: WireMessage;
  /** `1.0`: bare, without envelope (notification format v1). Default `2.0`. */
  readonly envelope?: '1.0' | '2.0';
  /** A body as it is, for tests and bridges; content type application/json unless said. */
  readonly raw?: RawContent;
  /** What must exist before. Same object for the same address, so a driver may remember it. */
  readonly declare?: Declaration;
  /** Fail with MessageUndeliverable if no queue receives it. */
  readonly mandatory?: boolean;
  /** The broker drops the message after that long in a queue; milliseconds, an integer >= 0. */
  readonly expirationMs?: number;
  /** On the `performance.now()` clock, which nobody sets back: neither send nor wait for a connection or confirm after it. */
  readonly giveUpAt?: number;
  /**
   * Who wants it sent, looked at right before it is written: once they gave up it is dropped, and
   * `publish` rejects.
   */
  readonly caller?: { readonly hasGivenUp: boolean };
  /** Attempts after the first failed one: undefined or negative for ever, 0 none. */
  readonly retry?: number;
  /**
   * On the `performance.now()` clock. The queue may die with its broker, the message in it confirmed:
   * until then a driver that lost its connection sends the message once more over the next one. The
   * receiver knows it by its `_unique_id` and drops the second copy.
   */
  readonly repeatUntil?: number;
}

/** A body byte for byte, with the properties that decide how it is read. */
export interface RawContent {
  readonly body: string | Uint8Array;
  /** Default `application/json`; null: the property is left out. */
  readonly contentType?: string | null;
  /** Default `utf-8`; null: the property is left out. */
  readonly contentEncoding?: string | null;
  readonly headers?: Readonly<Record<string, unknown>>;
}
