/** What an endpoint's method gets as its third argument: the message around its arguments. */
export interface CallInfo {
  /**
   * Aborts when nobody needs the result any more: the call's timeout has passed (reason
   * MessagingTimeout) or the server stops and its grace is over (reason MessagingServerError). The
   * wire has no word for a caller that gives up earlier.
   */
  readonly signal: AbortSignal;
  readonly method: string;
  readonly namespace: string | undefined;
  /** The version that the caller asked for; `1.0` if it said none. */
  readonly version: string;
  /** False for a cast: what is returned goes nowhere. */
  readonly isCall: boolean;
  /** The broker has handed the message out before, perhaps to another server. */
  readonly redelivered: boolean;
  /** The sender's id of the message. */
  readonly uniqueId: string | undefined;
}
