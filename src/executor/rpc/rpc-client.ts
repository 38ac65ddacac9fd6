import { packCarrier } from '../wire/context-members.ts';
import { InvalidTarget, RPCVersionCapError } from '../errors.ts';
import { check } from '../internal/check-options.ts';
import { rejected } from '../internal/maybe-promise.ts';
import { anyText, needed } from '../internal/option-kind.ts';
import { object } from '../internal/option-object.ts';
import { noContext } from '../context/serializer.ts';
import { Target, type TargetOptions } from '../address/target.ts';
import type { Transport } from '../transport.ts';
import { uniqueId } from '../wire/unique-id.ts';
import { isCompatible } from '../address/version.ts';
import {
  checkClient,
  checkRequest,
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
import { CallSender } from './call-sender.ts';
import { OutgoingRequests } from './outgoing-request.ts';
import { PendingCall } from './pending-call.ts';
import { publishWithin } from '../publish-within.ts';

/** A request's parameters once their types were checked by the signatures. */
type AnyRequest = readonly [method: string, args?: object, options?: CallOptions];

const defaultTimeoutMs = 60_000;
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
  readonly #requests: OutgoingRequests;
  readonly #sender: CallSender;

  /** @internal */
  constructor(transport: Transport, target: Target | TargetOptions, options: RpcClientOptions) {
    checkClient(transport, target, options);
    this.transport = transport;
    this.target = Target.of(target);
    this.#options = options;
    this.#requests = new OutgoingRequests(transport, this.target, options);
    this.#sender = new CallSender(this.#requests);
  }

  /** A client with another target or other options, those not named staying as they are. */
  prepare(changes: PrepareOptions): RpcClient<E> {
    check('changes', needed(object), changes);
    const { exchange, topic, namespace, version, server, fanout, legacyNamespaces, ...options } =
      changes;
    const parts = { exchange, topic, namespace, version, server, fanout, legacyNamespaces };
    const named = Object.entries(parts).filter(([name]) => Object.hasOwn(changes, name));
    const target = this.target.with(Object.fromEntries(named));
    return new RpcClient<E>(this.transport, target, { ...this.#options, ...options });
  }

  /** May a message of this version be sent under the version cap? Default: the target's version. */
  canSendVersion(version: string | undefined = this.target.version): boolean {
    check('version', anyText, version);
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
   * @throws {TypeError} (the promise) an argument or option that is none
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
      checkRequest(method, request[1], request[2]);
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
    checkRequest(method, request[1], request[2]);
    this.#check(false);
    const driver = this.transport.readyDriver ?? (await this.transport.driver());
    const message = this.#requests.message(method, args, options);
    message._unique_id = uniqueId();
    const carrier: Record<string, string> = {};
    const send = (): Promise<void> | undefined => {
      packCarrier(message, carrier);
      const { connections } = this.transport.operations;
      return publishWithin(driver, this.#requests.publication(message), options, connections);
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
      const message = this.#requests.message(method, args, options);
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
      this.#sender.send(message, pending, terms.timeoutMs);
    });
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
  return new RpcClient<E>(transport, target, options);
}
