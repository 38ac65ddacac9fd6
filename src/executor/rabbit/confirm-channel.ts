/**
 * A confirm channel that publications travel on. The broker answers a fault of one publication by
 * closing the whole channel: this one then opens another, fails the one at fault and sends the others
 * again.
 */
import type { ChannelModel, ConfirmChannel as AmqpConfirmChannel, Message, Options } from 'amqplib';
import { MessageUndeliverable, type MessageDeliveryFailure } from '../errors.ts';
import { republishedHeader } from './content.ts';
import { amqpCode, refusal } from './declare.ts';
import type { PendingPublication } from './pending-publication.ts';
import { corkerOf, type Corker } from './socket.ts';

/** A publication that met this many closed channels is given up, whoever was at fault. */
const mostRefusals = 4;

export interface ConfirmChannelOwner {
  /** The publication is done: confirmed (no error), or failed for good. */
  settle(pending: PendingPublication, error?: Error): void;
  /** It is not known whether the broker has it: the connection or channel went. */
  again(pending: PendingPublication, cause: unknown): void;
}

export class ConfirmChannel {
  readonly #model: ChannelModel;
  readonly #owner: ConfirmChannelOwner;
  /** Sent, not confirmed; insertion is the order of sending. */
  readonly #sent = new Set<PendingPublication>();
  readonly #corker: Corker;
  #channel: AmqpConfirmChannel | undefined;

  private constructor(model: ChannelModel, owner: ConfirmChannelOwner) {
    this.#model = model;
    this.#corker = corkerOf(model);
    this.#owner = owner;
  }

  static async open(model: ChannelModel, owner: ConfirmChannelOwner): Promise<ConfirmChannel> {
    const opened = new ConfirmChannel(model, owner);
    await opened.#openChannel();
    return opened;
  }

  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  /** Writes one publication; the owner hears of its end. */
  send(pending: PendingPublication): void {
    const channel = this.#channel;
    if (channel === undefined) {
      this.#owner.again(pending, new Error('the channel is closed'));
      return;
    }
    const { publication, content } = pending;
    this.#sent.add(pending);
    try {
      this.#corker.beforeWrite();
      channel.publish(
        publication.exchange,
        publication.routingKey,
        content.body,
        pending.doubtful ? marked(content.properties) : content.properties,
        (error: unknown) => {
          this.#confirmed(pending, error);
        },
      );
      this.#corker.written();
    } catch (error) {
      this.#sent.delete(pending);
      // What amqplib cannot write it never can; anything else than a closed channel is its fault.
      const isClosed = error instanceof Error && error.name === 'IllegalOperationError';
      if (isClosed || this.#channel !== channel) this.#owner.again(pending, error);
      else this.#owner.settle(pending, pending.unconfirmed('(it cannot be written)', error));
    }
  }

  #confirmed(pending: PendingPublication, error: unknown): void {
    if (!this.#sent.delete(pending)) return; // its channel was closed: dealt with there
    if (error instanceof Error) {
      this.#owner.settle(pending, pending.unconfirmed('(the broker refused it)', error));
    } else if (pending.returned) {
      const { exchange, routingKey } = pending.publication;
      this.#owner.settle(pending, new MessageUndeliverable(exchange, routingKey));
    } else {
      this.#owner.settle(pending);
    }
  }

  async #openChannel(): Promise<void> {
    const channel = await this.#model.createConfirmChannel();
    let fault: unknown;
    channel.on('error', (error: Error) => {
      fault = error;
    });
    channel.on('return', (message) => {
      this.#returned(message);
    });
    // First of all listeners: amqplib's own tells every callback "channel closed", which would look
    // like a refusal of that one message.
    channel.prependListener('close', () => {
      this.#closed(channel, fault);
    });
    this.#channel = channel;
  }

  /** The return comes before the confirm and names no delivery tag: the body tells which it was. */
  #returned(message: Message): void {
    for (const pending of this.#sent) {
      const { publication, content } = pending;
      if (
        publication.mandatory === true &&
        !pending.returned &&
        publication.routingKey === message.fields.routingKey &&
        publication.exchange === message.fields.exchange &&
        content.body.equals(message.content)
      ) {
        pending.returned = true;
        return;
      }
    }
  }

  #closed(channel: AmqpConfirmChannel, fault: unknown): void {
    if (this.#channel !== channel) return;
    this.#channel = undefined;
    const unconfirmed = [...this.#sent];
    this.#sent.clear();
    if (amqpCode(fault) !== undefined) void this.#reopen();
    for (const pending of unconfirmed) {
      const refused = refusalOf(pending, fault);
      pending.doubtful = true;
      if (refused === undefined) this.#owner.again(pending, fault);
      else this.#owner.settle(pending, refused);
    }
  }

  async #reopen(): Promise<void> {
    try {
      await this.#openChannel();
      this.onReopen?.();
    } catch {
      // The connection went as well: the next one opens new channels.
    }
  }

  /** Called after the broker closed the channel and another is open. */
  onReopen?: () => void;
}

function marked(properties: Options.Publish): Options.Publish {
  const headers = { ...(properties.headers as object), [republishedHeader]: true };
  return { ...properties, headers };
}

/** The failure of a publication that made the broker close its channel, or lived through too many. */
function refusalOf(
  pending: PendingPublication,
  fault: unknown,
): MessageDeliveryFailure | undefined {
  if (amqpCode(fault) === undefined) return undefined;
  pending.refusals++;
  if (pending.refusals < mostRefusals && !isAtFault(pending, fault as Error)) return undefined;
  return refusal(`the message to ${pending.address}`, fault);
}

function isAtFault(pending: PendingPublication, fault: Error): boolean {
  const { publication, content } = pending;
  const code = amqpCode(fault);
  // No such exchange: what declares it before gets another chance.
  const again = code === 404 && publication.declare !== undefined && pending.refusals === 1;
  // No such exchange, or no permission to write there.
  if (code === 404 || code === 403) return names(fault, publication.exchange) && !again;
  // Larger than the broker is configured to take.
  return code === 406 && new RegExp(`\\bsize ${content.body.length}\\b`).test(fault.message);
}

function names(fault: Error, exchange: string): boolean {
  return /exchange '([^']*)'/.exec(fault.message)?.[1] === exchange;
}
