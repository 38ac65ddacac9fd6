/**
 * A connection that comes back: it walks through the hosts, waits longer after each round in which
 * none would have it, and sets its sessions up again on every new connection. It is open as long as
 * it has a session.
 */
import type { ChannelModel } from 'amqplib';
import { ConnectionFailure, openConnection } from './open-connection.ts';
import { hostName, type BrokerHost, type Broker } from './broker.ts';
import type { TimeBudget } from '../internal/time-budget.ts';
import { endConnection, hasEnded } from './socket.ts';
import { retryWaitMs, shuffled, steadyMs } from './back-off.ts';

/** What lives on a connection. */
export interface Session {
  /** For events. */
  readonly purpose: string;
  /** Sets everything up on a new connection; a rejection is followed by another attempt. */
  open(model: ChannelModel): Promise<void>;
  /** The connection that {@link open} got is gone. */
  lost(error: unknown): void;
  /** An attempt to connect failed; another follows. */
  unreachable?(error: unknown): void;
  /** Every host refuses this client, and nobody wants to wait until one does not: it ends here. */
  refused(error: Error): void;
  /** The broker takes no publications for now (true), or takes them again. */
  blocked?(on: boolean, reason: string): void;
}

/** Time for the broker to answer a close before the socket is destroyed, where nobody says. */
const closeGraceMs = 2000;

/** How a session fares on the present connection. */
interface Attempt {
  failed: number;
  openedAt: number;
  /** The wait before another channel. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Connection {
  readonly #broker: Broker;
  readonly #purpose: string;
  readonly #sessions = new Map<Session, Attempt>();
  #model: ChannelModel | undefined;
  #failure: unknown;
  /** The host of the last attempt, for events. */
  #tried: string | undefined;
  #isRunning = false;
  /** Ends an attempt to connect; an open connection is closed in order instead. */
  #attempt: AbortController | undefined;
  #wake: (() => void) | undefined;

  constructor(broker: Broker, purpose: string) {
    this.#broker = broker;
    this.#purpose = purpose;
  }

  /** Why there is no connection, as far as it is known. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Sets a session up, now and on each connection that follows, until it is detached. */
  attach(session: Session): void {
    if (this.#sessions.has(session)) return;
    this.#sessions.set(session, { failed: 0, openedAt: 0, timer: undefined });
    if (this.#model) void this.#open(session, this.#model);
    if (!this.#isRunning) void this.#keep();
  }

  /** Lets a session go; with the last one the connection ends, at the latest after `budget`. */
  async detach(session: Session, budget?: TimeBudget): Promise<void> {
    clearTimeout(this.#sessions.get(session)?.timer);
    if (!this.#sessions.delete(session) || this.#sessions.size > 0) return;
    this.#attempt?.abort();
    this.#wake?.();
    if (this.#model) await endConnection(this.#model, budget?.leftMs ?? closeGraceMs);
  }

  /** A session's channel is gone, its connection is not: sets it up again, with growing waits. */
  reopen(session: Session, reason: unknown): void {
    const model = this.#model;
    const attempt = this.#sessions.get(session);
    if (model === undefined || attempt === undefined) return;
    if (performance.now() - attempt.openedAt >= steadyMs) attempt.failed = 0;
    const waitMs = retryWaitMs(attempt.failed++, this.#broker.options);
    const message = `${session.purpose}: the channel is gone; another one in ${waitMs} ms`;
    this.#broker.observe({ type: 'warning', message, error: reason });
    attempt.timer = setTimeout(() => {
      if (this.#model === model && this.#sessions.has(session)) void this.#open(session, model);
    }, waitMs);
  }

  async #open(session: Session, model: ChannelModel): Promise<void> {
    try {
      await session.open(model);
      const attempt = this.#sessions.get(session);
      if (attempt) attempt.openedAt = performance.now();
    } catch (error) {
      if (this.#model === model) this.reopen(session, error);
    }
  }

  async #keep(): Promise<void> {
    this.#isRunning = true;
    let hosts = this.#broker.hosts;
    let at = this.#broker.preferred % hosts.length;
    let tried = 0;
    let refusals = 0;
    while (this.#isWanted()) {
      const host = hosts[at];
      if (host === undefined) break;
      const livedMs = await this.#live(host);
      if (!this.#isWanted()) break;
      tried = livedMs >= steadyMs ? 0 : tried + 1;
      at = (at + 1) % hosts.length;
      const endOfRound = tried % hosts.length === 0;
      if (endOfRound && this.#broker.options.kombu_failover_strategy === 'shuffle') {
        hosts = shuffled(hosts);
      }
      const refusal = this.#refusal;
      refusals = refusal === undefined ? 0 : refusals + 1;
      const isOver = refusals >= hosts.length;
      const waitMs = endOfRound ? retryWaitMs(tried / hosts.length, this.#broker.options) : 0;
      this.#broker.observe({
        type: 'disconnected',
        host: hostName(host),
        purpose: this.#purpose,
        error: this.#failure,
        ...(isOver ? {} : { retryInMs: waitMs }),
      });
      if (isOver && refusal !== undefined) {
        for (const session of [...this.#sessions.keys()]) session.refused(refusal);
        refusals = 0;
      }
      await this.#sleep(waitMs);
    }
    this.#isRunning = false;
    const host = this.#tried;
    if (host) this.#broker.observe({ type: 'closed', host, purpose: this.#purpose });
    if (this.#isWanted()) void this.#keep(); // somebody came while the last one left
  }

  /** The last failure, if it is one after which no other attempt is to follow. */
  get #refusal(): Error | undefined {
    const { options, wasReached } = this.#broker;
    const failure = this.#failure;
    const isRefusal = failure instanceof ConnectionFailure && failure.isRefusal;
    return isRefusal && options.fail_when_refused && !wasReached ? failure : undefined;
  }

  /** Connects and stays until the connection is gone; how long it lived, 0 if it never did. */
  async #live(host: BrokerHost): Promise<number> {
    let model: ChannelModel;
    const attempt = (this.#attempt = new AbortController());
    this.#tried = hostName(host);
    this.#broker.observe({ type: 'connecting', host: this.#tried, purpose: this.#purpose });
    try {
      model = await openConnection(this.#broker, host, this.#purpose, attempt.signal);
    } catch (error) {
      this.#failure = error;
      for (const session of [...this.#sessions.keys()]) session.unreachable?.(error);
      return 0;
    } finally {
      this.#attempt = undefined;
    }
    const gone = this.#watch(model);
    const began = performance.now();
    this.#broker.preferred = Math.max(this.#broker.hosts.indexOf(host), 0);
    this.#broker.wasReached = true;
    this.#failure = undefined;
    this.#broker.observe({ type: 'connected', host: hostName(host), purpose: this.#purpose });
    if (!this.#isWanted()) await endConnection(model, closeGraceMs);
    this.#model = model;
    for (const session of [...this.#sessions.keys()]) void this.#open(session, model);
    this.#failure = (await gone) ?? new Error(`${hostName(host)} closed the connection`);
    this.#model = undefined;
    for (const session of [...this.#sessions.keys()]) session.lost(this.#failure);
    return performance.now() - began;
  }

  /** Listens to a connection; resolves with its error, if any, once it is gone. */
  #watch(model: ChannelModel): Promise<unknown> {
    let failure: unknown;
    const note = (error: Error) => {
      failure ??= error;
    };
    model.on('error', note);
    model.on('handler-error', note);
    const blocked = (on: boolean, reason: string) => {
      for (const session of [...this.#sessions.keys()]) session.blocked?.(on, reason);
    };
    model.on('blocked', (reason: string) => {
      blocked(true, reason);
    });
    model.on('unblocked', () => {
      blocked(false, '');
    });
    return new Promise((resolve) => {
      model.once('close', (error?: Error) => {
        resolve(failure ?? error);
      });
      // It says so once, perhaps before anybody can listen: a broker may close with its first words.
      if (hasEnded(model)) resolve(failure);
    });
  }

  #isWanted(): boolean {
    return this.#sessions.size > 0;
  }

  async #sleep(ms: number): Promise<void> {
    if (ms <= 0 || !this.#isWanted()) return;
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
