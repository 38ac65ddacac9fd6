import { Semaphore, sleep, type Wait } from '../../executor/browser.ts';
import { compute } from './compute.ts';
import type { Recorder } from './trace.ts';
import type { ThreadPool } from './thread-pool.ts';

/** What all messages of a run share, and forget to guard. */
export class Shared {
  used = 0;
  readonly log: string[] = [];
  readonly lock = new Semaphore(1);
}

/** Milliseconds; small, so that a run is over in the blink of an eye, and large enough to be seen. */
const READ_MS = 1;
const ASK_MS = 15;
const DEVICE_MS = 40;

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The service as one message sees it; notes when that message runs and when it waits. */
abstract class ServiceView {
  protected readonly shared: Shared;
  protected readonly recorder: Recorder;
  #seen = 0;

  constructor(shared: Shared, recorder: Recorder) {
    this.shared = shared;
    this.recorder = recorder;
  }

  /** How many cores are reserved; reading and writing take a moment of work. */
  get used(): number {
    this.#seen = this.shared.used;
    compute(READ_MS);
    return this.#seen;
  }

  set used(value: number) {
    compute(READ_MS);
    if (this.shared.used !== this.#seen) this.recorder.overwrote();
    this.shared.used = value;
  }

  /** Work that needs the thread for itself. */
  compute(ms: number): void {
    compute(ms);
  }

  release(): void {
    this.shared.lock.release();
  }

  protected async parked<T>(call: string, start: () => PromiseLike<T>): Promise<T> {
    this.recorder.pause(call);
    const value = await start();
    this.recorder.resume();
    return value;
  }
}

/** A service whose every call may switch, as patched green threads have it. */
export class GreenService extends ServiceView {
  /** Writes to a socket: one more call that may let others run. */
  *log(line: string): Generator<Wait<void>, void, void> {
    this.shared.log.push(line);
    yield* this.#wait('log', 0);
  }

  *ask(): Generator<Wait<void>, void, void> {
    yield* this.#wait('ask', ASK_MS);
  }

  *device(): Generator<Wait<void>, void, void> {
    yield* this.#wait('device', DEVICE_MS);
  }

  *acquire(): Generator<Wait<void>, void, void> {
    const { lock } = this.shared;
    const mustWait = lock.free === 0;
    if (mustWait) this.recorder.pause('acquire');
    yield* lock.acquire();
    if (mustWait) this.recorder.resume();
  }

  *#wait(call: string, ms: number): Generator<Wait<void>, void, void> {
    this.recorder.pause(call);
    yield* sleep(ms);
    this.recorder.resume();
  }
}

/** A service that waits only where its caller awaits; what returns nothing to await cannot switch. */
export class AsyncService extends ServiceView {
  readonly #threads: ThreadPool | undefined;

  constructor(shared: Shared, recorder: Recorder, threads?: ThreadPool) {
    super(shared, recorder);
    this.#threads = threads;
  }

  /** Puts the line where it is sent from when somebody waits: a plain call. */
  log(line: string): void {
    this.shared.log.push(line);
  }

  ask(): Promise<void> {
    return this.parked('ask', () => later(ASK_MS));
  }

  device(): Promise<void> {
    return this.parked('device', () => later(DEVICE_MS));
  }

  async acquire(): Promise<void> {
    const { lock } = this.shared;
    if (lock.free > 0) await lock.acquire();
    else await this.parked('acquire', () => lock.acquire());
  }

  /** Computes in another thread; this one is free meanwhile. */
  async inThread(ms: number): Promise<void> {
    if (!this.#threads) throw new Error('There are no threads to compute in here.');
    this.recorder.pause('inThread');
    const { from, to } = await this.#threads.compute(ms);
    this.recorder.wasElsewhere(from, to);
    this.recorder.resume();
  }
}
