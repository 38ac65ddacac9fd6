/**
 * A connection that comes back: it walks through the hosts, waits longer after each round in which
 * none would have it, and sets its session up again on every new connection.
 */
import type { ChannelModel } from 'amqplib';
import { openConnection } from './connect.ts';
import { hostName, type BrokerHost, type Site } from './site.ts';
import { endConnection } from './socket.ts';
import { retryWaitMs, shuffled, STEADY_MS } from './wait.ts';

/** What lives on a link. */
export interface Session {
  /** For events and connection names. */
  readonly purpose: string;
  /** Sets everything up on a new connection; a rejection ends that connection. */
  open(model: ChannelModel): Promise<void>;
  /** The connection that {@link open} got is gone. */
  lost(error: unknown): void;
  /** An attempt to connect failed; another follows after `retryInMs`. */
  unreachable?(error: unknown): void;
  /** The broker takes no publications for now (true), or takes them again. */
  blocked?(on: boolean, reason: string): void;
}

/** Time for the broker to answer a close before the socket is destroyed. */
const CLOSE_GRACE_MS = 2000;

export class Link {
  readonly #site: Site;
  readonly #session: Session;
  /** Ends an attempt to connect; an open connection is closed in order instead. */
  #attempt: AbortController | undefined;
  #stopped = false;
  #model: ChannelModel | undefined;
  #failure: unknown;
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(site: Site, session: Session) {
    this.#site = site;
    this.#session = session;
  }

  /** Why there is no connection, as far as it is known. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Begins to connect and keeps connected until {@link close}. */
  start(): void {
    this.#running ??= this.#keep();
  }

  /** Ends the present connection for a reason; a new one follows. */
  restart(reason: unknown): void {
    const model = this.#model;
    if (model === undefined) return;
    this.#failure = reason;
    void endConnection(model, CLOSE_GRACE_MS);
  }

  /** Ends the connection and all attempts at another one. */
  async close(): Promise<void> {
    this.#stopped = true;
    this.#attempt?.abort();
    this.#wake?.();
    if (this.#model) await endConnection(this.#model, CLOSE_GRACE_MS);
    await this.#running;
  }

  async #keep(): Promise<void> {
    let hosts = this.#site.hosts;
    let at = this.#site.preferred % hosts.length;
    let tried = 0;
    while (!this.#isStopped()) {
      const host = hosts[at];
      if (host === undefined) return;
      const livedMs = await this.#live(host, () => {
        this.#site.preferred = Math.max(this.#site.hosts.indexOf(host), 0);
      });
      if (this.#isStopped()) return;
      tried = livedMs >= STEADY_MS ? 0 : tried + 1;
      at = (at + 1) % hosts.length;
      const endOfRound = tried % hosts.length === 0;
      if (endOfRound && this.#site.options.kombu_failover_strategy === 'shuffle') {
        hosts = shuffled(hosts);
      }
      const waitMs = endOfRound ? retryWaitMs(tried / hosts.length, this.#site.options) : 0;
      this.#site.observe({
        type: 'disconnected',
        host: hostName(host),
        purpose: this.#session.purpose,
        error: this.#failure,
        retryInMs: waitMs,
      });
      await this.#sleep(waitMs);
    }
  }

  /** Connects and stays until the connection is gone; how long it lived, 0 if it never did. */
  async #live(host: BrokerHost, connected: () => void): Promise<number> {
    let model: ChannelModel;
    try {
      this.#attempt = new AbortController();
      const { signal } = this.#attempt;
      model = await openConnection(this.#site, host, this.#session.purpose, signal);
      this.#attempt = undefined;
    } catch (error) {
      this.#failure = error;
      if (!this.#isStopped()) this.#session.unreachable?.(error);
      return 0;
    }
    const gone = this.#watch(model);
    this.#model = model;
    this.#failure = undefined;
    const began = performance.now();
    try {
      if (this.#isStopped()) throw new Error('The link is closed.');
      await this.#session.open(model);
      connected();
      this.#site.observe({
        type: 'connected',
        host: hostName(host),
        purpose: this.#session.purpose,
      });
      const error = await gone;
      this.#failure ??= error ?? new Error(`${hostName(host)} closed the connection`);
    } catch (error) {
      this.#failure ??= error;
      await endConnection(model, CLOSE_GRACE_MS);
    }
    this.#model = undefined;
    this.#session.lost(this.#failure);
    return performance.now() - began;
  }

  /** Listens to a connection; resolves with its error, if any, once it is gone. */
  #watch(model: ChannelModel): Promise<unknown> {
    let failure: unknown;
    model.on('error', (error: Error) => {
      failure ??= error;
    });
    model.on('blocked', (reason: string) => this.#session.blocked?.(true, reason));
    model.on('unblocked', () => this.#session.blocked?.(false, ''));
    // A listener that throws would end the process; ours do not, but amqplib asks for this one.
    model.on('handler-error', (error: Error) => {
      failure ??= error;
    });
    return new Promise((resolve) => {
      model.once('close', (error?: Error) => {
        resolve(failure ?? error);
      });
    });
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  async #sleep(ms: number): Promise<void> {
    if (ms <= 0 || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
