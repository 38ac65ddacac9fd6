/** A publication on its way: from `publish` until its promise is settled. */
import type { Publication } from '../driver.ts';
import { MessageDeliveryFailure } from '../errors.ts';
import type { Content } from './content.ts';

export class PendingPublication {
  readonly publication: Publication;
  readonly content: Content;
  /** Its place in the order of publishing, which a retry keeps. */
  readonly order: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  settled = false;
  /** The broker returned it: no queue would have it. */
  returned = false;
  /** It was sent on a connection that was lost: the broker may have it already. */
  doubtful = false;
  /** Attempts that failed because there was no connection, or it was lost. */
  failures = 0;
  /** Channels that the broker closed while this was on them. */
  refusals = 0;

  constructor(
    publication: Publication,
    content: Content,
    order: number,
    resolve: () => void,
    reject: (error: Error) => void,
  ) {
    this.publication = publication;
    this.content = content;
    this.order = order;
    this.resolve = resolve;
    this.reject = reject;
  }

  /** Where it goes, for errors. */
  get address(): string {
    const { exchange, routingKey } = this.publication;
    return exchange === ''
      ? `queue '${routingKey}'`
      : `exchange '${exchange}', key '${routingKey}'`;
  }

  /** True if one more attempt is allowed after `failures` failed ones. */
  get mayRetry(): boolean {
    const { retry } = this.publication;
    return retry === undefined || retry < 0 || this.failures <= retry;
  }

  /** The error for a message of which nothing more is known than that it was not confirmed. */
  unconfirmed(why: string, cause: unknown): MessageDeliveryFailure {
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    return new MessageDeliveryFailure(
      `The message to ${this.address} was not confirmed ${why}${reason}`,
      { cause },
    );
  }
}
