import { MessagingServerError } from '../errors.ts';
import { findMethod } from '../rpc/endpoint.ts';
import { withLocalContext } from '../context/local-context.ts';
import type { Context, Serializer } from '../context/serializer.ts';
import { matchesFilter, type FilterRule } from './filter.ts';
import { NotificationResult, type Notification } from './notification.ts';
import { methodNames, priorities, type Priority } from './priority.ts';

/** A notification endpoint's method: `(context, publisherId, eventType, payload, metadata)`. */
type SingleMethod = (
  context: Context,
  publisherId: string,
  eventType: string,
  payload: unknown,
  metadata: Notification['metadata'],
  signal: AbortSignal,
) => unknown;

/** A batch endpoint's method: all of one priority at once. */
type BatchMethod = (notifications: readonly Notification[], signal: AbortSignal) => unknown;

/** Wraps the call of an endpoint's method; for generator coroutines. */
export type Drive = (result: unknown, signal: AbortSignal) => unknown;

/** Calls the endpoints of a notification listener. */
export class NotificationDispatcher {
  readonly #endpoints: readonly object[];
  readonly #serializer: Serializer | undefined;
  readonly #drive: Drive;
  readonly #owner: object;

  constructor(
    endpoints: readonly object[],
    options: { readonly serializer?: Serializer | undefined; readonly drive: Drive },
    owner: object,
  ) {
    this.#endpoints = endpoints;
    this.#serializer = options.serializer;
    this.#drive = options.drive;
    this.#owner = owner;
    if (this.priorities.length === 0) {
      throw new MessagingServerError(
        `No endpoint has a method for a priority; expected one of ${priorities.join(', ')}.`,
      );
    }
  }

  /** Every priority that at least one endpoint has a method for. */
  get priorities(): readonly Priority[] {
    return priorities.filter((priority) =>
      this.#endpoints.some((endpoint) => this.#method(endpoint, priority) !== undefined),
    );
  }

  #method(endpoint: object, priority: Priority): ((...args: unknown[]) => unknown) | undefined {
    for (const name of methodNames(priority)) {
      const method = findMethod(endpoint, name);
      if (method) return method.bind(endpoint) as (...args: unknown[]) => unknown;
    }
    return undefined;
  }

  /** The application's own values instead of plain data. */
  deserialize(notification: Notification): Notification {
    const { deserializeContext, deserializeEntity } = this.#serializer ?? {};
    const context = deserializeContext?.(notification.context) ?? notification.context;
    const payload = deserializeEntity
      ? deserializeEntity(context, notification.payload)
      : notification.payload;
    return { ...notification, context, payload };
  }

  /** All endpoints that want it, in order; the first REQUEUE ends it. */
  async dispatch(
    priority: Priority,
    notification: Notification,
    signal: AbortSignal,
  ): Promise<NotificationResult> {
    const { context, publisherId, eventType, payload, metadata } = notification;
    for (const endpoint of this.#wanting(priority, notification)) {
      const method = this.#method(endpoint, priority) as SingleMethod;
      const result = await withLocalContext({ context, owner: this.#owner }, () =>
        this.#drive(method(context, publisherId, eventType, payload, metadata, signal), signal),
      );
      if (result === NotificationResult.REQUEUE) return result;
    }
    return NotificationResult.HANDLED;
  }

  /** The same for a batch: each endpoint gets those that its filter lets pass, at once. */
  async dispatchBatch(
    priority: Priority,
    notifications: readonly Notification[],
    signal: AbortSignal,
  ): Promise<NotificationResult> {
    for (const endpoint of this.#endpoints) {
      const method = this.#method(endpoint, priority) as BatchMethod | undefined;
      const wanted = notifications.filter((each) => matchesFilter(ruleOf(endpoint), each));
      if (!method || wanted.length === 0) continue;
      const result = await withLocalContext({ context: {}, owner: this.#owner }, () =>
        this.#drive(method(wanted, signal), signal),
      );
      if (result === NotificationResult.REQUEUE) return result;
    }
    return NotificationResult.HANDLED;
  }

  #wanting(priority: Priority, notification: Notification): readonly object[] {
    return this.#endpoints.filter(
      (endpoint) =>
        this.#method(endpoint, priority) !== undefined &&
        matchesFilter(ruleOf(endpoint), notification),
    );
  }
}

function ruleOf(endpoint: object): FilterRule | undefined {
  return (endpoint as { filterRule?: FilterRule }).filterRule;
}
