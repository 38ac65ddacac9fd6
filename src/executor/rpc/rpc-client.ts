import { packCarrier, packContext } from '../wire/context-members.ts';
import type { Driver, Publication } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import {
  InvalidTarget,
  MessageDeliveryFailure,
  MessageUndeliverable,
  RPCVersionCapError,
} from '../errors.ts';
import { isPromiseLike, rejected } from '../internal/maybe-promise.ts';
import { mapArguments, noContext, type Context } from '../context/serializer.ts';
import { Target, type TargetOptions } from '../address/target.ts';
import { requestAddress, type Address } from '../address/topology.ts';
import type { Transport } from '../transport.ts';
import { uniqueId } from '../wire/unique-id.ts';
import { isCompatible } from '../address/version.ts';
import {
  checkCallOptions,
  checkClientOptions,
  type PrepareOptions,
  type RpcClientOptions,
} from './client-options.ts';
import type {
  AnyCall,
  AnyResult,
  CallOptions,
  CallParameters,
  MethodName,
  MethodResult,
  UntypedEndpoint,
} from './endpoint-types.ts';
import { PendingCall } from './pending-call.ts';
import { publishWithin } from '../publish-within.ts';

/** A request's parameters once their types were checked by the signatures. */
type AnyRequest = readonly [method: string, args?: object, options?: CallOptions];

/** A publication while it is put together. */
type PublicationDraft = { -readonly [Member in keyof Publication]: Publication[Member] };

const defaultTimeoutMs = 60_000;
/** Waits before a request is sent again that no queue would take: the first, doubled up to the last. */
const firstUnroutableWaitMs = 100;
const longestUnroutableWaitMs = 2000;
const noOptions: CallOptions = Object.freeze({});
const noCarrier: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Made by {@link getRpcClient}. `E` is the endpoint's type (`typeof endpoint`, a class, several with
 * `&`): names, arguments and results are checked against it. Immutable; `prepare` makes another.
 */
export class RpcClient<E extends object = UntypedEndpoint> {
  readonly transport: Transport;
  readonly target: Target;
  readonly #options: RpcClientOptions;
  #address: Address | undefined;

  /** @internal */
  constructor(transport: Transport, target: Target, options: RpcClientOptions) {
    this.transport = transport;
    this.target = target;
    this.#options = options;
    checkClientOptions(target, options);
  }

  /** A client with another target or other options, those not named staying as they are. */
  prepare(changes: PrepareOptions): RpcClient<E> {
    const { exchange, topic, namespace, version, server, fanout, legacyNamespaces, ...options } =
      changes;
    const parts = { exchange, topic, namespace, version, server, fanout, legacyNamespaces };
    const named = Object.entries(parts).filter(([name]) => Object.hasOwn(changes, name));
    const target = this.target.with(Object.fromEntries(named));
    return new RpcClient<E>(this.transport, target, { ...this.#options, ...options });
  }

  /** May a message of this version be sent under the version cap? Default: the target's version. */
  canSendVersion(version: string | undefined = this.target.version): boolean {
    const { versionCap } = this.#options;
    if (versionCap === undefined) return true;
    return version !== undefined && isCompatible(versionCap, version);
  }

  /**
   * Calls a method of one of the servers on the target, and resolves to what it returned.
   *
   * `getRpcClient<Endpoint>(…).call('method', args)` knows each method's result; `call<Endpoint>(
   * 'method', args)` on an untyped client checks name and arguments, its result is of any of the
   * endpoint's methods; `call<Endpoint, 'method'>('method', args)` knows it exactly.
   *
   * @throws {MessagingTimeout} no answer in time, whatever the reason: `cause` is what is known of it
   * @throws {RemoteError} the method failed over there; NoSuchMethod and UnsupportedVersion likewise
   * @throws {RPCVersionCapError} the version cap forbids it; nothing was sent
   * @throws {InvalidTarget} fanout, or no topic
   * @throws {SerializationError} the arguments hold what JSON cannot carry; nothing was sent
   * @throws {MessageDeliveryFailure} the broker refused it, or `retry` attempts failed
   * @throws {MessageUndeliverable} no queue would receive it, with `atLeastOnce`; without, it is sent
   *   again until the time is over
   */
  call<Name extends MethodName<E>>(
    method: Name,
    ...rest: CallParameters<E, Name>
  ): Promise<MethodResult<E, Name>>;
  call<Other extends object>(...request: AnyCall<Other>): Promise<AnyResult<Other>>;
  call<Other extends object, Name extends MethodName<Other>>(
    method: Name,
    ...rest: CallParameters<Other, Name>
  ): Promise<MethodResult<Other, Name>>;
  call(...request: readonly unknown[]): Promise<unknown> {
    const [method, args = {}, options = noOptions] = request as AnyRequest;
    try {
      if (options !== noOptions) checkCallOptions(options);
      this.#check(true);
    } catch (error) {
      return rejected(error);
    }
    const { aroundSend } = this.transport.operations.hooks;
    if (!aroundSend) return this.#call(method, args, options, noCarrier);
    const carrier: Record<string, string> = {};
    const info = { kind: 'call' as const, target: this.target, operation: method, carrier };
    const send = (): Promise<unknown> => this.#call(method, args, options, carrier);
    return Promise.resolve(aroundSend(info, send));
  }

  /**
   * Sends a request that nobody answers; resolves when the broker has taken it. To a fanout target it
   * goes to every server.
   * @throws {RPCVersionCapError}
   * @throws {InvalidTarget} no topic
   * @throws {SerializationError}
   * @throws {MessageDeliveryFailure}
   */
  cast<Name extends MethodName<E>>(method: Name, ...rest: CallParameters<E, Name>): Promise<void>;
  cast<Other extends object>(...request: AnyCall<Other>): Promise<void>;
  async cast(...request: readonly unknown[]): Promise<void> {
    const [method, args = {}, options = noOptions] = request as AnyRequest;
    if (options !== noOptions) checkCallOptions(options);
    this.#check(false);
    const driver = this.transport.readyDriver ?? (await this.transport.driver());
    const message = this.#request(method, args, options);
    message._unique_id = uniqueId();
    const carrier: Record<string, string> = {};
    const send = (): Promise<void> | undefined => {
      packCarrier(message, carrier);
      const { connections } = this.transport.operations;
      return publishWithin(driver, this.#publication(message), options, connections);
    };
    const { hooks, counters } = this.transport.operations;
    const info = { kind: 'cast' as const, target: this.target, operation: method, carrier };
    await (hooks.aroundSend ? hooks.aroundSend(info, send) : send());
    counters.castsSent += 1;
  }

  #check(isCall: boolean): void {
    const { target } = this;
    if (target.topic === undefined) {
      throw new InvalidTarget('A client needs a target with a topic.', target);
    }
    if (isCall && target.fanout) {
      throw new InvalidTarget(
        'A call cannot be made to a fanout target: who should answer?',
        target,
      );
    }
    const { versionCap } = this.#options;
    if (versionCap !== undefined && !this.canSendVersion()) {
      throw new RPCVersionCapError(target.version, versionCap);
    }
  }

  #request(method: string, args: object, options: CallOptions): WireMessage {
    const { serializer } = this.#options;
    const context = options.context ?? this.#options.context ?? noContext;
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

  #publication(message: WireMessage): PublicationDraft {
    this.#address ??= requestAddress(
      this.target,
      this.target.topic ?? '',
      this.transport.controlExchange,
      this.transport.topology,
    );
    const { exchange, routingKey, declare } = this.#address;
    const { retry, atLeastOnce = false } = this.#options;
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

  #call(
    method: string,
    args: object,
    options: CallOptions,
    carrier: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    const { transport } = this;
    const { timeoutMs = defaultTimeoutMs, callMonitorTimeoutMs: monitorMs } = this.#options;
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted === true) throw signal.reason;
      const message = this.#request(method, args, options);
      const terms = { method, timeoutMs: options.timeoutMs ?? timeoutMs, monitorMs, signal };
      const pending = new PendingCall(transport, terms, resolve, reject);
      message._msg_id = pending.messageId;
      message._timeout = monitorMs === undefined ? null : Math.trunc(monitorMs / 1000);
      message._unique_id = uniqueId();
      if (carrier !== noCarrier) packCarrier(message, carrier);
      const deserialize = this.#options.serializer?.deserializeEntity;
      if (deserialize) {
        const context = options.context ?? this.#options.context ?? noContext;
        pending.deserialize = (result) => deserialize(context, result);
      }
      const driver = transport.readyDriver;
      const queue = transport.replies.readyQueue;
      if (driver && queue !== undefined) {
        message._reply_q = queue;
        this.#send(driver, message, pending, terms.timeoutMs, 0);
      } else {
        void this.#sendWhenReady(message, pending);
      }
    });
  }

  /** The first call of a transport: its reply queue comes first. The caller's limits run already. */
  async #sendWhenReady(message: WireMessage, pending: PendingCall): Promise<void> {
    const { transport } = this;
    const { retry = -1 } = this.#options;
    let failures = 0;
    const forget = transport.operations.connections.onFailure((cause) => {
      failures += 1;
      if (retry < 0 || failures <= retry) return;
      const why = cause instanceof Error ? `: ${cause.message}` : '';
      const text = `The request could not be sent after ${failures} attempts${why}`;
      pending.fail(new MessageDeliveryFailure(text, { cause }));
    });
    try {
      message._reply_q = await transport.replies.start();
      const driver = await transport.driver();
      if (!pending.hasGivenUp) this.#send(driver, message, pending, pending.leftMs, 0);
    } catch (error) {
      pending.fail(error);
    } finally {
      forget();
    }
  }

  #send(
    driver: Driver,
    message: WireMessage,
    pending: PendingCall,
    leftMs: number,
    attempt: number,
  ): void {
    const publication = this.#publication(message);
    publication.expirationMs = Math.ceil(leftMs);
    publication.giveUpAt = pending.endsAt;
    publication.caller = pending;
    publication.mandatory = true;
    try {
      const sending = driver.publish(publication);
      if (!isPromiseLike(sending)) {
        this.#sent(pending);
        return;
      }
      const sent = (): void => {
        this.#sent(pending);
      };
      sending.then(sent, (error: unknown) => {
        this.#notSent(error, driver, message, pending, attempt);
      });
    } catch (error) {
      this.#notSent(error, driver, message, pending, attempt);
    }
  }

  #notSent(
    error: unknown,
    driver: Driver,
    message: WireMessage,
    pending: PendingCall,
    attempt: number,
  ): void {
    const { atLeastOnce = false } = this.#options;
    if (!(error instanceof MessageUndeliverable) || atLeastOnce) {
      pending.fail(error);
      return;
    }
    // A server that starts, or that meets another broker of the list a moment later, will have it.
    const waitMs = Math.min(firstUnroutableWaitMs * 2 ** attempt, longestUnroutableWaitMs);
    pending.again(waitMs, error, () => {
      this.#send(driver, message, pending, pending.leftMs, attempt + 1);
    });
  }

  #sent(pending: PendingCall): void {
    this.transport.operations.counters.callsSent += 1;
    pending.sent();
  }
}

/**
 * A client for the servers on a target.
 * @param target a topic is needed; server, fanout, namespace and version as wanted
 */
export function getRpcClient<E extends object = UntypedEndpoint>(
  transport: Transport,
  target: Target | TargetOptions,
  options: RpcClientOptions = {},
): RpcClient<E> {
  const full = target instanceof Target ? target : new Target(target);
  return new RpcClient<E>(transport, full, options);
}
