import { packCarrier, packContext } from '../wire/context-members.ts';
import type { Declaration } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import {
  contextKind,
  serializerKind,
  type Context,
  type Serializer,
} from '../context/serializer.ts';
import { Target } from '../address/target.ts';
import { notificationQueue } from '../address/topology.ts';
import { check, faultsOf, optionFaults, refuse } from '../internal/check-options.ts';
import { choice, integer, needed, text, type OptionKind } from '../internal/option-kind.ts';
import { callable, list, object } from '../internal/option-object.ts';
import { publishWithin, sendLimitKinds, type SendLimits } from '../publish-within.ts';
import { transportKind, type Transport } from '../transport.ts';
import { dashedId, uniqueId } from '../wire/unique-id.ts';
import { harmlessContext } from './context-filter.ts';
import { wireTimestamp } from './notification.ts';
import type { Priority } from './priority.ts';

/** Options of {@link Notifier}. */
export interface NotifierOptions {
  /** Who speaks: `compute.host1`. */
  readonly publisherId: string;
  /** Each notification goes to all of them. Default `['notifications']`. */
  readonly topics?: readonly string[];
  /**
   * `messagingv2` sends in the envelope, `messaging` (v1) the bare message, `noop` nothing.
   * Default `messagingv2`.
   */
  readonly driver?: 'messagingv2' | 'messaging' | 'noop';
  readonly serializer?: Serializer;
  /** Attempts to send after the first failed one: undefined for ever, 0 none. */
  readonly retry?: number;
  /** What of a context is sent. Default: a list of harmless keys, so that tokens stay here. */
  readonly contextFilter?: (context: Context) => Context;
}

const notifierKinds = {
  publisherId: needed(text),
  topics: list(text),
  driver: choice(['messagingv2', 'messaging', 'noop']),
  serializer: serializerKind,
  retry: integer(),
  contextFilter: callable,
} satisfies Record<keyof NotifierOptions, OptionKind<unknown>>;

/**
 * Tells whoever listens that something happened. Queues are declared before the first message, so a
 * notification that is sent before any listener exists is kept.
 *
 * Each method resolves when the broker has taken the notification; its limits say how long that may
 * take.
 */
export class Notifier {
  readonly transport: Transport;
  readonly #options: NotifierOptions;
  readonly #declarations = new Map<string, Declaration>();

  /** @throws {TypeError} naming everything that was given and cannot be used */
  constructor(transport: Transport, options: NotifierOptions) {
    refuse([
      ...faultsOf('transport', needed(transportKind), transport),
      ...optionFaults('the notifier', options, notifierKinds),
    ]);
    this.transport = transport;
    this.#options = options;
  }

  /** The same notifier under another name or with other options. */
  prepare(changes: Partial<NotifierOptions>): Notifier {
    check('changes', needed(object), changes);
    return new Notifier(this.transport, { ...this.#options, ...changes });
  }

  /** False if nothing would be sent: the driver is `noop`, or there is no topic. */
  get isEnabled(): boolean {
    const { driver, topics } = this.#options;
    return driver !== 'noop' && topics?.length !== 0;
  }

  audit(context: Context, eventType: string, payload: unknown, limits?: SendLimits): Promise<void> {
    return this.#notify('audit', context, eventType, payload, limits);
  }

  debug(context: Context, eventType: string, payload: unknown, limits?: SendLimits): Promise<void> {
    return this.#notify('debug', context, eventType, payload, limits);
  }

  info(context: Context, eventType: string, payload: unknown, limits?: SendLimits): Promise<void> {
    return this.#notify('info', context, eventType, payload, limits);
  }

  warn(context: Context, eventType: string, payload: unknown, limits?: SendLimits): Promise<void> {
    return this.#notify('warn', context, eventType, payload, limits);
  }

  /** The same as {@link warn}. */
  warning(
    context: Context,
    eventType: string,
    payload: unknown,
    limits?: SendLimits,
  ): Promise<void> {
    return this.#notify('warn', context, eventType, payload, limits);
  }

  error(context: Context, eventType: string, payload: unknown, limits?: SendLimits): Promise<void> {
    return this.#notify('error', context, eventType, payload, limits);
  }

  critical(
    context: Context,
    eventType: string,
    payload: unknown,
    limits?: SendLimits,
  ): Promise<void> {
    return this.#notify('critical', context, eventType, payload, limits);
  }

  /** Metering data, of which there may be much. */
  sample(
    context: Context,
    eventType: string,
    payload: unknown,
    limits?: SendLimits,
  ): Promise<void> {
    return this.#notify('sample', context, eventType, payload, limits);
  }

  async #notify(
    priority: Priority,
    context: Context,
    eventType: string,
    payload: unknown,
    limits: SendLimits = {},
  ): Promise<void> {
    refuse([
      ...faultsOf('context', needed(contextKind), context),
      ...faultsOf('eventType', needed(text), eventType),
      ...optionFaults('a notification', limits, sendLimitKinds),
    ]);
    if (!this.isEnabled) return;
    const { topics = ['notifications'] } = this.#options;
    const message = this.#message(priority, context, eventType, payload);
    await Promise.all(
      topics.map((topic) => this.#send(topic, priority, eventType, message, limits)),
    );
  }

  #message(priority: Priority, context: Context, eventType: string, payload: unknown): WireMessage {
    const { publisherId, serializer, contextFilter = harmlessContext } = this.#options;
    const message: WireMessage = {
      message_id: dashedId(),
      publisher_id: publisherId,
      event_type: eventType,
      priority: priority.toUpperCase(),
      payload: serializer?.serializeEntity ? serializer.serializeEntity(context, payload) : payload,
      timestamp: wireTimestamp(new Date()),
      _unique_id: uniqueId(),
    };
    const filtered = contextFilter(context);
    packContext(message, serializer?.serializeContext?.(filtered) ?? filtered);
    return message;
  }

  async #send(
    topic: string,
    priority: Priority,
    eventType: string,
    message: WireMessage,
    limits: SendLimits,
  ): Promise<void> {
    const { transport } = this;
    const { driver: format, retry } = this.#options;
    const routingKey = `${topic}.${priority}`;
    const driver = transport.readyDriver ?? (await transport.driver());
    const carrier: Record<string, string> = {};
    const send = (): Promise<void> | undefined => {
      packCarrier(message, carrier);
      const publication = {
        exchange: transport.controlExchange,
        routingKey,
        declare: this.#declaration(topic, priority),
        message,
        envelope: format === 'messaging' ? ('1.0' as const) : ('2.0' as const),
        ...(retry === undefined ? {} : { retry }),
      };
      return publishWithin(driver, publication, limits, transport.operations.connections);
    };
    const { aroundSend } = transport.operations.hooks;
    await (aroundSend
      ? aroundSend(
          {
            kind: 'notification',
            target: new Target({ topic }),
            operation: eventType,
            carrier,
          },
          send,
        )
      : send());
    transport.operations.counters.notificationsSent += 1;
  }

  #declaration(topic: string, priority: Priority): Declaration {
    const key = `${topic}.${priority}`;
    let declaration = this.#declarations.get(key);
    if (!declaration) {
      const { controlExchange, topology } = this.transport;
      declaration = notificationQueue(controlExchange, topic, priority, topology);
      this.#declarations.set(key, declaration);
    }
    return declaration;
  }
}
