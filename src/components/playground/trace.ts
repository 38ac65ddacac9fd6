import type { Kind } from './settings.ts';

/**
 * What a message does at a moment: it waits for its turn (queued), has the thread (running), has let
 * go of it (waiting), or is computed in another thread (elsewhere).
 */
export type Phase = 'queued' | 'running' | 'waiting' | 'elsewhere';

/** Times are milliseconds since the first message was sent. */
export interface Span {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
}

/** A place where a message let others in. */
export interface Switch {
  readonly at: number;
  /** The call of the endpoint at which it happened. */
  readonly call: string;
}

/** Everything that happened to one message. */
export interface MessageTrace {
  readonly id: number;
  readonly kind: Kind;
  /** Its endpoint is a green thread: it switches without a mark. */
  readonly isImplicit: boolean;
  /** In the order of time, without gaps from sent to the end of the endpoint. */
  readonly spans: readonly Span[];
  readonly switches: readonly Switch[];
  /** When it wrote over what another message had written since it read. */
  readonly overwrote: number | undefined;
  /** When the caller had its answer. */
  readonly answered: number;
}

/** Notes what happens to one message while it happens. */
export class Recorder {
  readonly id: number;
  readonly kind: Kind;
  readonly isImplicit: boolean;
  readonly #now: () => number;
  readonly #spans: Span[] = [];
  readonly #switches: Switch[] = [];
  #phase: Phase | undefined;
  #since = 0;
  #overwrote: number | undefined;
  #answered = 0;

  constructor(id: number, kind: Kind, isImplicit: boolean, now: () => number) {
    this.id = id;
    this.kind = kind;
    this.isImplicit = isImplicit;
    this.#now = now;
  }

  #turn(phase: Phase | undefined): void {
    const now = this.#now();
    if (this.#phase && now > this.#since) {
      this.#spans.push({ phase: this.#phase, from: this.#since, to: now });
    }
    this.#phase = phase;
    this.#since = now;
  }

  sent(): void {
    this.#turn('queued');
  }

  begin(): void {
    this.#turn('running');
  }

  /** It lets go of the thread; others may run until {@link resume}. */
  pause(call: string): void {
    this.#turn('waiting');
    this.#switches.push({ at: this.#since, call });
  }

  resume(): void {
    this.#turn('running');
  }

  /** The part of the waiting until now in which another thread computed; on the page's clock. */
  wasElsewhere(from: number, to: number): void {
    this.#turn('waiting');
    const last = this.#spans.pop();
    if (!last) return;
    const started = performance.now() - this.#now();
    const begin = Math.min(Math.max(from - started, last.from), last.to);
    const end = Math.min(Math.max(to - started, begin), last.to);
    this.#spans.push(
      { phase: 'waiting', from: last.from, to: begin },
      { phase: 'elsewhere', from: begin, to: end },
      { phase: 'waiting', from: end, to: last.to },
    );
  }

  overwrote(): void {
    this.#overwrote ??= this.#now();
  }

  end(): void {
    this.#turn(undefined);
  }

  answered(): void {
    this.#answered = this.#now();
  }

  trace(): MessageTrace {
    return {
      id: this.id,
      kind: this.kind,
      isImplicit: this.isImplicit,
      spans: this.#spans.filter(({ from, to }) => to > from),
      switches: this.#switches,
      overwrote: this.#overwrote,
      answered: this.#answered,
    };
  }
}
