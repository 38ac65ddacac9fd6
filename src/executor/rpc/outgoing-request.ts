import { requestAddress, type Address } from '../address/topology.ts';
import type { Target } from '../address/target.ts';
import { mapArguments, noContext, type Context } from '../context/serializer.ts';
import type { Publication } from '../driver.ts';
import type { Transport } from '../transport.ts';
import { packContext } from '../wire/context-members.ts';
import type { WireMessage } from '../wire/envelope.ts';
import type { RpcClientOptions } from './client-options.ts';
import type { CallOptions } from './endpoint-types.ts';

/** A publication while it is put together. */
export type PublicationDraft = { -readonly [Member in keyof Publication]: Publication[Member] };

/** What the requests of one client look like, and where they go. */
export class OutgoingRequests {
  readonly transport: Transport;
  readonly target: Target;
  readonly options: RpcClientOptions;
  #address: Address | undefined;

  constructor(transport: Transport, target: Target, options: RpcClientOptions) {
    this.transport = transport;
    this.target = target;
    this.options = options;
  }

  message(method: string, args: object, options: CallOptions): WireMessage {
    const { serializer } = this.options;
    const context = options.context ?? this.options.context ?? noContext;
    const serialize = serializer?.serializeEntity;
    const message: WireMessage = {
      method,
      args: serialize ? mapArguments(args as Context, (value) => serialize(context, value)) : args,
    };
    const { namespace, version } = this.target;
    if (namespace !== undefined) message.namespace = namespace;
    if (version !== undefined) message.version = version;
    if (context !== noContext) {
      packContext(message, serializer?.serializeContext?.(context) ?? context);
    }
    return message;
  }

  publication(message: WireMessage): PublicationDraft {
    this.#address ??= requestAddress(
      this.target,
      this.target.topic ?? '',
      this.transport.controlExchange,
      this.transport.topology,
    );
    const { exchange, routingKey, declare } = this.#address;
    const { retry, atLeastOnce = false } = this.options;
    const publication: PublicationDraft = {
      exchange,
      routingKey,
      declare,
      message,
      mandatory: atLeastOnce,
    };
    if (retry !== undefined) publication.retry = retry;
    return publication;
  }
}
