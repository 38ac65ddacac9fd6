/** A transport: a broker's address with everything that one process shares when it talks to it. */
import type { CloseLimit, Driver, DriverFactory, TransportUrl } from './driver.ts';
import { check, checkOptions } from './internal/check-options.ts';
import { DriverLoadFailure, InvalidTransportURL, TransportClosed } from './errors.ts';
import { Deadlines } from './internal/deadlines.ts';
import { failureOptionsKind, type FailureOptions } from './wire/failure.ts';
import type { Counters } from './operations/counters.ts';
import { hooksKind, type Hooks } from './operations/hooks.ts';
import { Operations } from './operations/operations.ts';
import type { TransportState } from './operations/transport-state.ts';
import type { Platform, QueueId } from './platform.ts';
import { ReplyReceiver } from './rpc/reply-receiver.ts';
import { readOptions, readTopology } from './address/read-options.ts';
import { topologyKind, type TopologyOptions } from './address/topology-options.ts';
import { integer, milliseconds, needed, text, type OptionKind } from './internal/option-kind.ts';
import { callable, each, having, object, options as optionsOf } from './internal/option-object.ts';
import { parseTransportUrl } from './address/transport-url.ts';
import { rejected } from './internal/maybe-promise.ts';
import { uniqueId } from './wire/unique-id.ts';

/** Options of {@link Transport}; each default is what oslo.messaging has. */
export interface TransportOptions {
  /** The exchange of targets that name none. Default `openstack`. */
  readonly controlExchange?: string;
  /** How exchanges and queues are declared; a URL parameter of oslo.messaging's name wins. */
  readonly topology?: Partial<TopologyOptions>;
  /** How errors travel; see {@link FailureOptions}. */
  readonly failures?: FailureOptions;
  /** Logs, traces, driver events. */
  readonly hooks?: Hooks;
  /** The driver's own options; see the driver's documentation. */
  readonly driverOptions?: Readonly<Record<string, unknown>>;
  /** Drivers by URL scheme, beside the built-in ones. */
  readonly drivers?: Readonly<Record<string, DriverFactory>>;
  /**
   * What may wait to be sent while there is no connection or the broker takes no messages; more is
   * refused with OutgoingBufferFull. Default 10,000 messages and 64 MiB.
   */
  readonly outgoing?: { readonly messages?: number; readonly bytes?: number };
}

const count = integer({ least: 0 });

const transportKinds = {
  controlExchange: text,
  topology: topologyKind,
  failures: failureOptionsKind,
  hooks: hooksKind,
  driverOptions: object,
  drivers: each(callable),
  outgoing: optionsOf('what waits to be sent', { messages: count, bytes: count }),
} satisfies Record<keyof TransportOptions, OptionKind<unknown>>;

const closeKinds = {
  timeoutMs: milliseconds({ least: 0 }),
} satisfies Record<keyof CloseLimit, OptionKind<unknown>>;

const driverKind = having('a driver', {
  consume: needed(callable),
  publish: needed(callable),
  inspect: needed(callable),
  close: needed(callable),
});

const defaultOutgoing = { messages: 10_000, bytes: 64 * 1024 * 1024 };

/**
 * Made by `getRpcTransport(url)`. It connects when first needed. Close it when done:
 * `await using transport = getRpcTransport(url)` does.
 */
export class Transport implements AsyncDisposable {
  readonly url: TransportUrl;
  readonly controlExchange: string;
  readonly topology: TopologyOptions;
  readonly failures: FailureOptions;
  /** @internal How long a reply is tried whose queue does not exist, where a server says nothing. */
  readonly missingReplyQueueRetryMs: number;
  /** @internal */
  readonly platform: Platform;
  /** @internal */
  readonly operations: Operations;
  /** @internal The timers of everything that runs over this transport. */
  readonly deadlines = new Deadlines();
  /** @internal */
  readonly replies: ReplyReceiver;
  readonly #factory: DriverFactory;
  readonly #outgoing: { readonly messages: number; readonly bytes: number };
  readonly #driverOptions: Readonly<Record<string, unknown>>;
  #driver: Driver | undefined;
  #connecting: Promise<Driver> | undefined;
  #closing: Promise<void> | undefined;

  constructor(platform: Platform, url: string, options: TransportOptions = {}) {
    checkOptions('the transport', options, transportKinds);
    this.platform = platform;
    this.url = parseTransportUrl(url);
    this.controlExchange = options.controlExchange ?? 'openstack';
    this.failures = options.failures ?? {};
    const { messages, bytes } = { ...options.outgoing };
    this.#outgoing = {
      messages: messages ?? defaultOutgoing.messages,
      bytes: bytes ?? defaultOutgoing.bytes,
    };
    this.operations = new Operations(options.hooks);
    this.replies = new ReplyReceiver(this);
    this.#driverOptions = { ...options.driverOptions, ...this.url.query };
    const drivers = new Map(Object.entries({ ...platform.drivers, ...options.drivers }));
    const factory = drivers.get(this.url.scheme);
    if (!factory) {
      const known = [...drivers.keys()].join(', ');
      throw new DriverLoadFailure(this.url.scheme, `unknown scheme; known here: ${known}`);
    }
    this.#factory = factory;
    const isBuiltIn = factory === platform.drivers[this.url.scheme];
    const read = isBuiltIn
      ? readOptions(this.url, options.driverOptions, options.topology)
      : readTopology(this.url, options.topology ?? {});
    this.topology = read.topology;
    if (this.topology.queueManager && !platform.holdQueueId) {
      throw new InvalidTransportURL(this.url.redacted, 'use_queue_manager: works on Linux only');
    }
    this.missingReplyQueueRetryMs = read.missingReplyQueueRetryMs;
  }

  /** What was done over this transport so far. */
  get counters(): Readonly<Counters> {
    return this.operations.counters;
  }

  /** How it fares now: for readiness probes. */
  get state(): TransportState {
    const { connections } = this.operations;
    return {
      status: this.#closing ? 'closed' : connections.status,
      blockedReason: connections.blockedReason,
      lastError: connections.lastError,
      outgoing: this.#driver?.outgoing?.messages ?? 0,
      pendingCalls: this.replies.waiting,
    };
  }

  /** @internal The driver if it is there already: the hot paths ask this first. */
  get readyDriver(): Driver | undefined {
    return this.#closing ? undefined : this.#driver;
  }

  /**
   * The driver, loaded at the first call.
   * @throws {TransportClosed} after {@link close}
   * @throws {DriverLoadFailure}
   */
  async driver(): Promise<Driver> {
    if (this.#closing) throw new TransportClosed();
    this.#connecting ??= this.#load();
    return await this.#connecting;
  }

  /** @internal What the name of a reply or fanout queue ends with; release it when the queue is left. */
  async holdQueueId(): Promise<QueueId> {
    const { topology, platform } = this;
    if (topology.queueManager && platform.holdQueueId) return platform.holdQueueId(topology);
    return { id: uniqueId(), release: () => undefined };
  }

  async #load(): Promise<Driver> {
    try {
      const driver = await this.#factory({
        url: this.url,
        options: this.#driverOptions,
        outgoing: this.#outgoing,
        observe: this.operations.observe,
      });
      check('driver', needed(driverKind), driver);
      this.#driver = driver;
      return driver;
    } catch (error) {
      this.#connecting = undefined; // the next one tries again
      if (error instanceof DriverLoadFailure) throw error;
      throw new DriverLoadFailure(this.url.scheme, String(error), { cause: error });
    }
  }

  /**
   * Closes the connections. Stop and wait for servers first: calls that still wait for an answer
   * reject with TransportClosed. What was sent and is not confirmed yet gets the time of `timeoutMs`
   * (default 5,000); a broker that does not answer by then is left without a farewell. Calling it again
   * returns the same promise.
   * @throws {TypeError} (the promise) a limit that is none; nothing was closed then
   */
  close(limit: CloseLimit = {}): Promise<void> {
    try {
      checkOptions('close', limit, closeKinds);
    } catch (error) {
      return rejected(error);
    }
    this.#closing ??= this.#close(limit);
    return this.#closing;
  }

  async #close(limit: CloseLimit): Promise<void> {
    const driver = this.#driver ?? (await this.#connecting?.catch(() => undefined));
    // Both at once: a subscription that has not begun ends with its driver alone.
    await Promise.all([this.replies.close(limit), driver?.close(limit)]);
    this.deadlines.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** A transport of this library. */
export const transportKind: OptionKind<Transport> = {
  expected: 'a transport, as getRpcTransport makes it',
  accepts: (value): value is Transport => value instanceof Transport,
  fromText: () => undefined,
};
