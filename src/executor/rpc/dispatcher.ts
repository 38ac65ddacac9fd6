import { NoSuchMethod, UnsupportedVersion } from '../errors.ts';
import type { EndpointFunction, ExecutorCallback } from '../executors/executor.ts';
import type { LocalContexts } from '../context/local-context.ts';
import { isPromiseLike, type MaybePromise } from '../internal/maybe-promise.ts';
import { mapArguments, type Context, type Serializer } from '../context/serializer.ts';
import { isCompatible } from '../address/version.ts';
import type { CallInfo } from '../executors/call-info.ts';
import {
  defaultAccessPolicy,
  endpointTarget,
  findMethod,
  type AccessPolicy,
  type Endpoint,
} from './endpoint.ts';
import type { Request } from './request.ts';

/** How a dispatcher treats requests. */
export interface DispatcherOptions {
  readonly serializer?: Serializer | undefined;
  readonly accessPolicy?: AccessPolicy | undefined;
  /** Wraps the call of the endpoint's method alone. */
  readonly executorCallback?: ExecutorCallback | undefined;
  /** Answer `oslo_rpc_server_ping` with "pong". Default false. */
  readonly ping?: boolean | undefined;
}

/** Chooses the endpoint's method for a request, and calls it. */
export class RpcDispatcher {
  readonly endpoints: readonly Endpoint[];
  readonly #options: DispatcherOptions;
  readonly #policy: AccessPolicy;

  constructor(endpoints: readonly object[], options: DispatcherOptions = {}) {
    const ping = options.ping === true ? [{ oslo_rpc_server_ping: () => 'pong' }] : [];
    this.endpoints = [...endpoints, ...ping] as readonly Endpoint[];
    this.#options = options;
    this.#policy = options.accessPolicy ?? defaultAccessPolicy;
  }

  /**
   * The result, serialised; or what the endpoint threw.
   * @throws {NoSuchMethod} an endpoint of this namespace and version exists, but none has the method
   * @throws {UnsupportedVersion} none is of this namespace and version
   */
  dispatch(
    request: Request,
    received: Context,
    info: CallInfo,
    contexts: LocalContexts,
  ): MaybePromise<unknown> {
    const { endpoint, method } = this.#find(request);
    const { serializer, executorCallback } = this.#options;
    const context = serializer?.deserializeContext?.(received) ?? received;
    const convert = serializer?.deserializeEntity;
    const args = convert
      ? mapArguments(request.args, (value) => convert(context, value))
      : request.args;
    const result = contexts.run(context, () =>
      executorCallback
        ? executorCallback(method.bind(endpoint), context, args, info)
        : method.call(endpoint, context, args, info),
    );
    const serialize = serializer?.serializeEntity;
    if (!serialize) return result;
    return isPromiseLike(result)
      ? result.then((value) => serialize(context, value))
      : serialize(context, result);
  }

  #find(request: Request): { endpoint: Endpoint; method: EndpointFunction } {
    let compatible = false;
    for (const endpoint of this.endpoints) {
      const target = endpointTarget(endpoint);
      if (!acceptsNamespace(target, request.namespace)) continue;
      if (!isCompatible(target.version ?? '1.0', request.version)) continue;
      compatible = true;
      const method = findMethod(endpoint, request.method);
      if (method && this.#policy.isAllowed(endpoint, request.method)) return { endpoint, method };
    }
    if (compatible) throw new NoSuchMethod(request.method);
    throw new UnsupportedVersion(request.version, request.method);
  }
}

function acceptsNamespace(
  target: {
    readonly namespace?: string | undefined;
    readonly legacyNamespaces?: readonly (string | undefined)[] | undefined;
  },
  namespace: string | undefined,
): boolean {
  return target.namespace === namespace || target.legacyNamespaces?.includes(namespace) === true;
}
