import type { WireMessage } from '../wire/envelope.ts';
import type { Context } from '../context/serializer.ts';

/** What is known about a notification beside its payload. */
export interface NotificationMetadata {
  /** A UUID with dashes. */
  readonly message_id: string;
  /** `YYYY-MM-DD HH:MM:SS.ffffff`, UTC. */
  readonly timestamp: string;
}

/** A notification as an endpoint gets it. */
export interface Notification {
  readonly context: Context;
  readonly publisherId: string;
  readonly eventType: string;
  readonly payload: unknown;
  readonly metadata: NotificationMetadata;
}

/** What an endpoint's method may return; anything else counts as handled. */
export const NotificationResult = {
  HANDLED: 'handled',
  /** Put it back into the queue; needs the listener's `allowRequeue`. */
  REQUEUE: 'requeue',
} as const;

export type NotificationResult = (typeof NotificationResult)[keyof typeof NotificationResult];

/** The timestamp's form: microseconds, of which JavaScript knows the first three digits. */
export function wireTimestamp(date: Date): string {
  return `${date.toISOString().slice(0, -1).replace('T', ' ')}000`;
}

export function readNotification(message: WireMessage, context: Context): Notification {
  return {
    context,
    publisherId: text(message['publisher_id']),
    eventType: text(message['event_type']),
    payload: message['payload'],
    metadata: {
      message_id: text(message['message_id']),
      timestamp: text(message['timestamp']),
    },
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
