import { unpackCarrier, unpackContext } from '../wire/context-members.ts';
import type { Deadlines } from '../internal/deadlines.ts';
import type { Delivery } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { MessagingServerError } from '../errors.ts';
import { settleThrown } from '../internal/maybe-promise.ts';
import type { Operations } from '../operations/operations.ts';
import type { DuplicateCache } from '../server/duplicate-cache.ts';
import { Work, type WorkOwner } from '../server/work.ts';
import { Target } from '../address/target.ts';
import type { NotificationDispatcher } from './dispatcher.ts';
import type { Copies } from '../server/copies.ts';
import { NotificationResult, readNotification } from './notification.ts';
import type { Priority } from './priority.ts';
import type { Requeuer } from './settle.ts';

/** A delivery that was read: what a listener works on. */
export interface Received {
  readonly delivery: Delivery;
  readonly message: WireMessage;
  readonly priority: Priority;
}

/** What a listener's pieces of work share. */
export interface NotificationSetting {
  readonly dispatcher: NotificationDispatcher;
  readonly requeuer: Requeuer;
  readonly duplicates: DuplicateCache;
  readonly copies: Copies;
  readonly operations: Operations;
  readonly deadlines: Deadlines;
  readonly isBatch: boolean;
}

/** One notification, or a batch, until it is acknowledged or given back. */
export class NotificationWork extends Work {
  readonly #setting: NotificationSetting;
  readonly #received: readonly Received[];
  #settled = false;

  constructor(setting: NotificationSetting, received: readonly Received[]) {
    super(setting.deadlines, Infinity);
    this.#setting = setting;
    this.#received = received;
  }

  protected expired(): Error {
    return new MessagingServerError('A notification has no time limit.');
  }

  run(owner: WorkOwner): void {
    void this.#run().finally(() => {
      owner.ended(this);
    });
  }

  async #run(): Promise<void> {
    // Each priority by itself: a requeue means all of that priority.
    const groups = Map.groupBy(this.#received, ({ priority }) => priority);
    for (const [priority, group] of groups) await this.#handle(priority, group);
    this.#settled = true;
  }

  async #handle(priority: Priority, group: readonly Received[]): Promise<void> {
    const { operations } = this.#setting;
    let result: NotificationResult;
    try {
      result = await this.#dispatch(priority, group);
    } catch (error) {
      settleThrown(error);
      result = NotificationResult.REQUEUE;
      const fields = { priority, uniqueId: group[0]?.message._unique_id };
      operations.log('error', 'endpoint-failed', 'a notification endpoint failed', {
        error,
        fields,
      });
    }
    if (this.#settled) return; // it was abandoned meanwhile
    for (const each of group) this.#settle(each, result);
  }

  #dispatch(priority: Priority, group: readonly Received[]): Promise<NotificationResult> {
    const { dispatcher, operations, isBatch } = this.#setting;
    const notifications = group.map(({ message }) =>
      dispatcher.deserialize(readNotification(message, unpackContext(message))),
    );
    const call = async (): Promise<NotificationResult> => {
      if (isBatch) return await dispatcher.dispatchBatch(priority, notifications, this.signal);
      const [only] = notifications; // without batches a group is a single one
      if (!only) return NotificationResult.HANDLED;
      return await dispatcher.dispatch(priority, only, this.signal);
    };
    const { aroundDispatch } = operations.hooks;
    const first = group[0];
    if (!aroundDispatch || !first) return call();
    const info = {
      kind: 'notification' as const,
      target: new Target({ topic: first.delivery.queue }),
      operation: notifications[0]?.eventType ?? '',
      carrier: unpackCarrier(first.message),
    };
    return Promise.resolve(aroundDispatch(info, call));
  }

  #settle({ delivery, message }: Received, result: NotificationResult): void {
    const { requeuer, duplicates, copies, operations } = this.#setting;
    const all = [delivery, ...copies.end(message._unique_id)];
    if (result === NotificationResult.REQUEUE) {
      // Only the newest is still ours; it counts once.
      const newest = all.pop();
      for (const old of all) old.reject(true);
      if (newest) requeuer.requeue(newest, message._unique_id);
      return;
    }
    operations.counters.notificationsHandled += 1;
    duplicates.add(message._unique_id);
    for (const each of all) each.ack();
  }

  /** Back to the queue: somebody else, or the next start, will handle it. */
  abandon(): void {
    if (this.#settled) return;
    this.#settled = true;
    for (const { delivery, message } of this.#received) {
      delivery.reject(true);
      for (const copy of this.#setting.copies.end(message._unique_id)) copy.reject(true);
    }
    this.#setting.operations.counters.handedBack += this.#received.length;
  }
}
