import type { DriverEvent } from '../driver.ts';

/** How a transport fares at this moment, for a readiness probe (`transport.state`). */
export interface TransportState {
  /**
   * `idle`: nothing was asked of it yet, or nothing needs a connection any more; `waiting`: there is
   * no connection and it is tried again; `blocked`: connected, but the broker takes no messages
   * (memory or disk alarm); `connected`; `closed`.
   */
  readonly status: 'idle' | 'waiting' | 'blocked' | 'connected' | 'closed';
  /** The broker's word while it is blocked. */
  readonly blockedReason: string | undefined;
  /** Why there is no connection, or why the last one was lost; undefined if none ever was. */
  readonly lastError: unknown;
  /** Publications that wait for a connection, for the broker's leave, or for its confirm. */
  readonly outgoing: number;
  /** Calls that wait for their answer. */
  readonly pendingCalls: number;
}

/** Follows what the driver reports, connection by connection. */
export class ConnectionTracker {
  readonly #up = new Map<string, boolean>();
  readonly #onFailure = new Set<(error: unknown) => void>();
  #blockedReason: string | undefined;
  #lastError: unknown;
  #tried = '';

  readonly observe = (event: DriverEvent): void => {
    switch (event.type) {
      case 'connecting':
        this.#tried = event.host;
        this.#up.set(event.purpose, false);
        break;
      case 'connected':
        this.#up.set(event.purpose, true);
        break;
      case 'disconnected':
        this.#up.set(event.purpose, false);
        this.#lastError = event.error ?? new Error(`${event.host} closed the connection`);
        for (const failed of [...this.#onFailure]) failed(this.#lastError);
        break;
      case 'closed':
        this.#up.delete(event.purpose);
        break;
      case 'blocked':
        this.#blockedReason = event.reason;
        break;
      case 'unblocked':
        this.#blockedReason = undefined;
        break;
      case 'redeclared':
      case 'warning':
        break;
    }
  };

  get status(): 'idle' | 'waiting' | 'blocked' | 'connected' {
    if (this.#up.size === 0) return 'idle';
    if ([...this.#up.values()].includes(false)) return 'waiting';
    return this.#blockedReason === undefined ? 'connected' : 'blocked';
  }

  get blockedReason(): string | undefined {
    return this.#blockedReason;
  }

  get lastError(): unknown {
    return this.#lastError;
  }

  /** Why nothing comes back at this moment, as far as it is known: the `cause` of a time-out. */
  get reason(): unknown {
    const { status } = this;
    if (status === 'waiting') {
      return this.#lastError ?? new Error(`There is no connection to ${this.#tried} yet`);
    }
    if (status !== 'blocked') return undefined;
    return new Error(`The broker takes no messages: ${this.#blockedReason ?? ''}`);
  }

  /** Calls back at each attempt to connect that fails; returns what ends that. */
  onFailure(failed: (error: unknown) => void): () => void {
    this.#onFailure.add(failed);
    return () => this.#onFailure.delete(failed);
  }
}
