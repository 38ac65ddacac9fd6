import { check } from '../internal/check-options.ts';
import { isPromiseLike, type MaybePromise } from '../internal/maybe-promise.ts';
import { needed } from '../internal/option-kind.ts';
import { callable, having, object } from '../internal/option-object.ts';
import { safeText } from '../internal/safe-text.ts';
import type { DispatchInfo, Hooks, SendInfo } from './hooks.ts';

/** A span, as far as it is used here. */
interface Span {
  recordException(error: Error): void;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
}

/** The part of `@opentelemetry/api` that is used; the package itself has this shape. */
export interface OpenTelemetryApi {
  readonly trace: {
    getTracer(name: string): {
      startSpan(
        name: string,
        options: { kind: number; attributes: Record<string, string> },
        context: never,
      ): Span;
    };
    setSpan(context: never, span: never): unknown;
  };
  readonly context: {
    active(): unknown;
    with(context: never, callback: () => unknown): unknown;
  };
  readonly propagation: {
    inject(context: never, carrier: Record<string, string>): void;
    extract(context: never, carrier: Readonly<Record<string, string>>): unknown;
  };
  readonly SpanKind: {
    readonly SERVER: number;
    readonly CLIENT: number;
    readonly PRODUCER: number;
    readonly CONSUMER: number;
  };
  readonly SpanStatusCode: { readonly ERROR: number };
}

const apiKind = needed(
  having('the OpenTelemetry API', {
    trace: needed(
      having('the tracing API', { getTracer: needed(callable), setSpan: needed(callable) }),
    ),
    context: needed(
      having('the context API', { active: needed(callable), with: needed(callable) }),
    ),
    propagation: needed(
      having('the propagation API', { inject: needed(callable), extract: needed(callable) }),
    ),
    SpanKind: needed(object),
    SpanStatusCode: needed(object),
  }),
);

/**
 * Hooks that make a span of every call, cast, notification and dispatch, the trace going along with
 * the message. The API is given, not imported, so that who does not trace needs no package for it:
 *
 *     import * as openTelemetry from '@opentelemetry/api';
 *     getRpcTransport(url, { hooks: openTelemetryHooks(openTelemetry) });
 *
 * What the spans become is up to the SDK that the application sets up; without one they cost little.
 */
export function openTelemetryHooks(api: OpenTelemetryApi): Hooks {
  check('api', apiKind, api);
  const tracer = api.trace.getTracer('crossplan/executor');
  const { SpanKind } = api;

  function within<T>(
    name: string,
    kind: number,
    info: SendInfo | DispatchInfo,
    parent: unknown,
    run: (context: unknown) => MaybePromise<T>,
  ): MaybePromise<T> {
    const attributes = {
      'messaging.system': 'oslo.messaging',
      'messaging.operation.name': info.kind,
      'messaging.destination.name': info.target.topic ?? '',
      'rpc.method': info.operation,
    };
    const span = tracer.startSpan(name, { kind, attributes }, parent as never);
    const context = api.trace.setSpan(parent as never, span as never);
    const fail = (error: unknown): never => {
      span.recordException(error instanceof Error ? error : new Error(safeText(error)));
      span.setStatus({ code: api.SpanStatusCode.ERROR, message: safeText(error) });
      span.end();
      throw error;
    };
    const done = (value: T): T => {
      span.end();
      return value;
    };
    let result: MaybePromise<T>;
    try {
      result = api.context.with(context as never, () => run(context)) as MaybePromise<T>;
    } catch (error) {
      return fail(error);
    }
    return isPromiseLike<T>(result) ? result.then(done, fail) : done(result);
  }

  return {
    aroundSend: (info, send) =>
      within(
        `send ${info.operation}`,
        info.kind === 'call' ? SpanKind.CLIENT : SpanKind.PRODUCER,
        info,
        api.context.active(),
        (context) => {
          api.propagation.inject(context as never, info.carrier);
          return send();
        },
      ),
    aroundDispatch: (info, dispatch) =>
      within(
        `process ${info.operation}`,
        info.kind === 'call' ? SpanKind.SERVER : SpanKind.CONSUMER,
        info,
        api.propagation.extract(api.context.active() as never, info.carrier),
        dispatch,
      ),
  };
}
