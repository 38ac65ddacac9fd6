import type { ExecutorChoice } from '../executors/choose.ts';
import {
  boolean,
  checkOptions,
  integer,
  number,
  object,
  text,
  type OptionKind,
} from '../internal/option-kind.ts';
import type { Serializer } from '../context/serializer.ts';

/** Options of `getNotificationListener`. */
export interface NotificationListenerOptions {
  /** A built-in executor by name, or one of your own. Default `async`. */
  readonly executor?: ExecutorChoice;
  /** Most notifications (or batches) worked on at once. Default 64. */
  readonly poolSize?: number;
  readonly serializer?: Serializer;
  /**
   * What fails, or returns REQUEUE, goes back to the queue. Default false: it is acknowledged and
   * gone.
   */
  readonly allowRequeue?: boolean;
  /** Wait before it goes back, milliseconds; it counts as outstanding meanwhile. Default 0. */
  readonly requeueDelayMs?: number;
  /** After so many times, one more failure drops the notification. Default: never. */
  readonly requeueLimit?: number;
  /**
   * Every pool gets every notification, its members share them. Without one, the listener shares the
   * topic's own queues with all others that have none.
   */
  readonly pool?: string;
  /** Deliveries that the broker may have outstanding. Default: what the executor can hold. */
  readonly prefetch?: number;
}

const listenerKinds = {
  serializer: object,
  allowRequeue: boolean,
  requeueDelayMs: number({ least: 0 }),
  requeueLimit: integer({ least: 0 }),
  pool: text,
  prefetch: integer({ least: 0 }),
  batchSize: integer({ least: 1 }),
  batchTimeoutMs: number({ least: 0 }),
} satisfies Partial<Record<keyof BatchListenerOptions, OptionKind<unknown>>>;

/**
 * The executor and its pool are checked where they are chosen.
 * @throws {TypeError} naming each option that cannot be used
 */
export function checkListenerOptions(options: BatchListenerOptions): void {
  checkOptions('the notification listener', options, listenerKinds);
}

/** Options of `getBatchNotificationListener`. */
export interface BatchListenerOptions extends NotificationListenerOptions {
  /** At most so many notifications at once. Default 1. */
  readonly batchSize?: number;
  /** Or what arrived within that time after the first; milliseconds. Default 500. */
  readonly batchTimeoutMs?: number;
}
