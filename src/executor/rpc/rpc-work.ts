import { unpackCarrier, unpackContext } from '../wire/context-members.ts';
import type { Delivery } from '../driver.ts';
import type { WireMessage } from '../wire/envelope.ts';
import { MessagingTimeout } from '../errors.ts';
import { isPromiseLike, settleThrown, type MaybePromise } from '../internal/maybe-promise.ts';
import { Work, type WorkOwner } from '../server/work.ts';
import type { CallInfo } from '../executors/call-info.ts';
import { isExpected } from './endpoint.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { Settlement } from './late-acknowledgement.ts';
import { replyAddress, type ReplyAddress } from './reply-address.ts';
import { readRequest } from './request.ts';
import type { RpcSetting } from './rpc-setting.ts';

/** One request on its way through the dispatcher, up to its answer. */
export class RpcWork extends Work implements CallInfo {
  readonly #setting: RpcSetting;
  readonly #delivery: Delivery;
  readonly #message: WireMessage;
  readonly #replyTo: ReplyAddress | undefined;
  /** Undefined for a request that was acknowledged before. */
  readonly #settlement: Settlement | undefined;
  #answered = false;
  #stopHeartbeat: (() => void) | undefined;

  constructor(
    setting: RpcSetting,
    delivery: Delivery,
    message: WireMessage,
    settlement?: Settlement,
  ) {
    const { expirationMs } = delivery;
    const now = performance.now();
    super(setting.deadlines, now + (expirationMs ?? Infinity));
    this.#setting = setting;
    this.#delivery = delivery;
    this.#message = message;
    this.#replyTo = replyAddress(message, expirationMs, now);
    this.#settlement = settlement;
  }

  get method(): string {
    return text(this.#message.method) ?? '';
  }

  get namespace(): string | undefined {
    return text(this.#message.namespace);
  }

  get version(): string {
    return text(this.#message.version) ?? '1.0';
  }

  get isCall(): boolean {
    return this.#replyTo !== undefined;
  }

  get redelivered(): boolean {
    return this.#delivery.redelivered;
  }

  get uniqueId(): string | undefined {
    return text(this.#message._unique_id);
  }

  protected expired(): Error {
    const ms = this.#delivery.expirationMs ?? 0;
    return new MessagingTimeout(
      `The caller of '${this.method}' stopped waiting after ${ms} ms.`,
      ms,
    );
  }

  run(owner: WorkOwner): void {
    const { operations, replies } = this.#setting;
    if (this.#replyTo) {
      this.#stopHeartbeat = startHeartbeat(
        this.#message._timeout,
        replies,
        this.#replyTo,
        operations,
      );
    }
    let result: unknown;
    try {
      const { aroundDispatch } = operations.hooks;
      result = aroundDispatch
        ? aroundDispatch(
            {
              kind: this.isCall ? 'call' : 'cast',
              target: this.#setting.target,
              operation: this.method,
              carrier: unpackCarrier(this.#message),
            },
            () => this.#dispatch(),
          )
        : this.#dispatch();
      if (isPromiseLike(result)) {
        this.#await(result, owner);
        return;
      }
    } catch (error) {
      this.#fail(error);
      owner.ended(this);
      return;
    }
    this.#succeed(result);
    owner.ended(this);
  }

  /** A promise of somebody else's kind is adopted: it may throw, or call back twice. */
  #await(result: PromiseLike<unknown>, owner: WorkOwner): void {
    Promise.resolve(result).then(
      (value) => {
        this.#succeed(value);
        owner.ended(this);
      },
      (error: unknown) => {
        this.#fail(error);
        owner.ended(this);
      },
    );
  }

  #dispatch(): MaybePromise<unknown> {
    const request = readRequest(this.#message);
    const context = unpackContext(this.#message);
    const { dispatcher, contexts } = this.#setting;
    return dispatcher.dispatch(request, context, this, contexts);
  }

  #succeed(result: unknown): void {
    if (!this.#answer()) return;
    const { operations, replies } = this.#setting;
    operations.counters.requestsDone += 1;
    if (this.#replyTo) replies.result(this.#replyTo, result, this.#settlement);
    else this.#settlement?.answered();
  }

  #fail(error: unknown): void {
    settleThrown(error);
    if (!this.#answer()) return;
    const { operations, replies } = this.#setting;
    operations.counters.requestsFailed += 1;
    const isQuiet = isExpected(error) || this.method.endsWith('_ignore_errors');
    operations.log(isQuiet ? 'debug' : 'error', 'endpoint-failed', `'${this.method}' failed`, {
      error,
      fields: { method: this.method, uniqueId: this.uniqueId },
    });
    if (this.#replyTo) replies.failure(this.#replyTo, error, this.#settlement);
    else this.#settlement?.answered();
  }

  /** True the first time: an abandoned request's late result is not sent. */
  #answer(): boolean {
    this.#stopHeartbeat?.();
    if (this.#answered) return false;
    this.#answered = true;
    return true;
  }

  abandon(error: Error): void {
    if (this.#settlement === undefined) this.#fail(error);
    else if (this.#answer()) this.#settlement.givenBack();
  }

  override refuse(error: Error): void {
    this.#fail(error);
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
