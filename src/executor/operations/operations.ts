import type { DriverEvent } from '../driver.ts';
import { newCounters, type Counters } from './counters.ts';
import { ConnectionTracker } from './transport-state.ts';
import { consoleLog, type Hooks, type LogEntry, type LogLevel } from './hooks.ts';

/** Logs, counters and hooks of one transport, shared by everything that runs over it. */
export class Operations {
  readonly counters: Counters = newCounters();
  readonly hooks: Hooks;
  readonly connections = new ConnectionTracker();
  readonly #log: (entry: LogEntry) => void;

  constructor(hooks: Hooks = {}) {
    this.hooks = hooks;
    this.#log = hooks.log ?? consoleLog;
  }

  log(
    level: LogLevel,
    event: string,
    message: string,
    more: { error?: unknown; fields?: Readonly<Record<string, unknown>> } = {},
  ): void {
    try {
      this.#log({ level, event, message, ...more });
    } catch (error) {
      consoleLog({
        level: 'error',
        event: 'log-hook-failed',
        message: 'the log hook threw',
        error,
      });
    }
  }

  /** Turns a driver's events into counters, log entries and the driver hook. */
  readonly observe = (event: DriverEvent): void => {
    this.connections.observe(event);
    try {
      this.hooks.driver?.(event);
    } catch (error) {
      this.log('error', 'driver-hook-failed', 'the driver hook threw', { error });
    }
    switch (event.type) {
      case 'connected':
        this.log('info', event.type, `connected to ${event.host} for ${event.purpose}`);
        break;
      case 'disconnected': {
        this.counters.disconnects += 1;
        const next =
          event.retryInMs === undefined ? 'giving up' : `next attempt in ${event.retryInMs} ms`;
        const message = `lost ${event.host} (${event.purpose}); ${next}`;
        this.log('warn', event.type, message, { error: event.error });
        break;
      }
      case 'connecting':
        this.log('debug', event.type, `connecting to ${event.host} for ${event.purpose}`);
        break;
      case 'closed':
        this.log('info', event.type, `let go of ${event.host} (${event.purpose})`);
        break;
      case 'redeclared':
        this.counters.reconnects += 1;
        this.log('info', event.type, `declared again: ${event.queues.join(', ')}`);
        break;
      case 'blocked':
        this.log('warn', event.type, `the broker blocks publishers: ${event.reason}`);
        break;
      case 'unblocked':
        this.log('info', event.type, 'the broker takes messages again');
        break;
      case 'warning':
        this.log('warn', 'driver-warning', event.message, { error: event.error });
        break;
    }
  };
}
