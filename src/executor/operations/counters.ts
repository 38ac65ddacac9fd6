/**
 * What a transport, with all its clients, servers and listeners, has done so far. Plain numbers that
 * only grow; a metrics exporter reads them when it likes (`transport.counters`).
 */
export interface Counters {
  /** Calls and casts handed to the broker. */
  callsSent: number;
  castsSent: number;
  /** Calls that ended without an answer in time. */
  callsTimedOut: number;
  /** Requests that a server took (acknowledged) and handed to its executor. */
  requestsTaken: number;
  /** Requests whose endpoint returned, and whose endpoint (or dispatch) failed. */
  requestsDone: number;
  requestsFailed: number;
  /** Requests that came again too often: rejected, and dead letters where the broker keeps such. */
  requestsDeadLettered: number;
  /** Repeats that were acknowledged and not dispatched. */
  duplicates: number;
  /** Bodies that were no message: rejected without requeue. */
  malformed: number;
  /** Taken by the consumer but given back to the queue, because the server stopped. */
  handedBack: number;
  /** Signs of life sent for calls with a monitor timeout. */
  heartbeatsSent: number;
  /** Replies that the broker took, that waited for a vanished queue, and that were given up. */
  repliesSent: number;
  repliesRetried: number;
  repliesDropped: number;
  /** Replies that came for no waiting call: late, second or foreign ones. */
  repliesUnknown: number;
  notificationsSent: number;
  notificationsHandled: number;
  notificationsRequeued: number;
  /** Given up after too many requeues. */
  notificationsDropped: number;
  /** Connections lost and made again, as the driver reports them. */
  disconnects: number;
  reconnects: number;
}

export function newCounters(): Counters {
  return {
    callsSent: 0,
    castsSent: 0,
    callsTimedOut: 0,
    requestsTaken: 0,
    requestsDone: 0,
    requestsFailed: 0,
    requestsDeadLettered: 0,
    duplicates: 0,
    malformed: 0,
    handedBack: 0,
    heartbeatsSent: 0,
    repliesSent: 0,
    repliesRetried: 0,
    repliesDropped: 0,
    repliesUnknown: 0,
    notificationsSent: 0,
    notificationsHandled: 0,
    notificationsRequeued: 0,
    notificationsDropped: 0,
    disconnects: 0,
    reconnects: 0,
  };
}
