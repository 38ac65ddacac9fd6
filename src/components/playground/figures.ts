import type { Run } from './run.ts';
import type { Kind } from './settings.ts';
import type { MessageTrace } from './trace.ts';

/** What a run comes to, in numbers. Times are milliseconds. */
export interface Figures {
  readonly messages: number;
  readonly reservations: number;
  /** Reservations that were answered but are not in the counter. */
  readonly lost: number;
  readonly switches: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Messages per second, from the first sent to the last answered. */
  readonly throughput: number;
  /** The longest time for which one message kept the thread to itself. */
  readonly longestHold: number;
  /** The 95th percentile of the messages that only want a moment; undefined without such. */
  readonly quickP95: number | undefined;
}

export function figures(run: Run): Figures {
  const latencies = run.messages.map(({ answered }) => answered);
  const reservations = ofKind(run, 'reserving').length;
  const quick = ofKind(run, 'quick').map(({ answered }) => answered);
  const holds = run.messages.flatMap(({ spans }) =>
    spans.filter(({ phase }) => phase === 'running').map(({ from, to }) => to - from),
  );
  return {
    messages: run.messages.length,
    reservations,
    lost: reservations - run.counter,
    switches: run.messages.reduce((sum, { switches }) => sum + switches.length, 0),
    p50: percentile(latencies, 50),
    p95: percentile(latencies, 95),
    longest: Math.max(0, ...latencies),
    throughput: run.tookMs > 0 ? (run.messages.length * 1000) / run.tookMs : 0,
    longestHold: Math.max(0, ...holds),
    quickP95: quick.length > 0 ? percentile(quick, 95) : undefined,
  };
}

function ofKind(run: Run, kind: Kind): readonly MessageTrace[] {
  return run.messages.filter((message) => message.kind === kind);
}

/** The smallest value that so many percent of all values do not exceed; 0 for none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

/** How often messages switched at each call of the endpoints: by way, kind and call. */
export function switchesByCall(run: Run): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, isImplicit, switches } of run.messages) {
    for (const { call } of switches) {
      const key = `${isImplicit ? 'implicit' : 'explicit'} ${kind} ${call}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
