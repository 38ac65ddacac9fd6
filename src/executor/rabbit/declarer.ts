/** What publications need declared, once per connection and out of the way of what is published. */
import type { Channel, ChannelModel } from 'amqplib';
import type { Declaration } from '../driver.ts';
import { MessageDeliveryFailure } from '../errors.ts';
import { declareAll, ExchangeMismatch } from './declare.ts';
import type { Broker } from './broker.ts';
import { checkDeclaredNames } from './names.ts';

/** Other declarations' refusals that one declaration lives through. */
const mostAttempts = 20;

export class Declarer {
  readonly #model: ChannelModel;
  readonly #broker: Broker;
  /** What was declared on this connection, or is being. */
  readonly #declared = new Map<Declaration, true | Promise<void>>();
  #channel: Promise<Channel> | undefined;
  #isLost = false;

  constructor(model: ChannelModel, broker: Broker) {
    this.#model = model;
    this.#broker = broker;
  }

  /**
   * True if it was declared before.
   * @throws {MessageDeliveryFailure} (the promise) the broker refuses it
   * @throws whatever amqplib says when the connection is lost
   */
  declare(declaration: Declaration): true | Promise<void> {
    return this.#declared.get(declaration) ?? this.#begin(declaration);
  }

  /** Forgets everything: something that was declared is not there any more. */
  forget(): void {
    this.#declared.clear();
  }

  /** The connection is gone. */
  lost(): void {
    this.#isLost = true;
  }

  #begin(declaration: Declaration): Promise<void> {
    const declared = this.#declare(declaration).then(
      () => {
        // An auto-deleted exchange may be gone a moment later: it is declared before each message.
        if (isVolatile(declaration)) this.#declared.delete(declaration);
        else this.#declared.set(declaration, true);
      },
      (error: unknown) => {
        this.#declared.delete(declaration);
        throw error;
      },
    );
    this.#declared.set(declaration, declared);
    return declared;
  }

  /** Declares on a channel for nothing else: a refusal closes the channel. */
  async #declare(declaration: Declaration): Promise<void> {
    checkDeclaredNames(declaration);
    for (let attempt = 1; ; attempt++) {
      const channel = (this.#channel ??= openChannel(this.#model));
      try {
        await declareAll(await channel, declaration, this.#broker.asFound);
        return;
      } catch (error) {
        if (this.#channel === channel) this.#channel = undefined;
        if (error instanceof ExchangeMismatch) takeAsFound(this.#broker, error);
        if (error instanceof MessageDeliveryFailure || this.#isLost) throw error;
        // Somebody else's refusal closed the channel while this one waited for its turn.
        if (attempt === mostAttempts) throw repeatedly(error);
      }
    }
  }
}

/** Does it hold an exchange that the broker deletes by itself? */
export function isVolatile(declaration: Declaration | undefined): boolean {
  return declaration?.exchanges.some((exchange) => exchange.autoDelete) ?? false;
}

/** A channel without an error listener of its own: a failed request rejects, and that says it all. */
export async function openChannel(model: ChannelModel): Promise<Channel> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  return channel;
}

/**
 * Declares on a channel of its own, for who declares but once.
 * @throws {MessageDeliveryFailure} the broker refuses it
 * @throws whatever amqplib says when the connection is lost
 */
export async function declareOnce(
  model: ChannelModel,
  declaration: Declaration,
  broker: Broker,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const channel = await openChannel(model);
    try {
      await declareAll(channel, declaration, broker.asFound);
      await channel.close();
      return;
    } catch (error) {
      if (!(error instanceof ExchangeMismatch) || attempt === mostAttempts) throw error;
      takeAsFound(broker, error);
    }
  }
}

/** What is there with another durability is only asked for from now on; what is gone is declared. */
function takeAsFound(broker: Broker, { exchange, exists, message }: ExchangeMismatch): void {
  if (exists) {
    broker.asFound.add(exchange);
    broker.observe({ type: 'warning', message: `${message}; it is used as it is` });
  } else {
    broker.asFound.delete(exchange);
  }
}

function repeatedly(cause: unknown): MessageDeliveryFailure {
  return new MessageDeliveryFailure(`The declaration failed time after time: ${String(cause)}`, {
    cause,
  });
}
