/**
 * Many timers that seldom fire, for the price of few.
 *
 * A call's timeout is set with every call and almost never passes, and nearly all have the same
 * length. So there is one real timer per length: its deadlines stand in the order of their time, a
 * cancelled one is unlinked at once, and the timer only ever runs for the first one.
 */

/** A deadline that can be cancelled. */
export interface Deadline {
  cancel(): void;
}

interface Timer {
  ref?: () => void;
  unref?: () => void;
}

/** setTimeout's longest delay; a longer one would fire at once. */
const longestMs = 2 ** 31 - 1;

class Entry implements Deadline {
  previous: Entry | undefined;
  next: Entry | undefined;
  readonly at: number;
  readonly #length: DeadlinesOfLength;
  readonly expired: () => void;

  constructor(length: DeadlinesOfLength, at: number, expired: () => void) {
    this.#length = length;
    this.at = at;
    this.expired = expired;
  }

  cancel(): void {
    this.#length.remove(this);
  }
}

/** All deadlines of one length. */
class DeadlinesOfLength {
  readonly #ms: number;
  #first: Entry | undefined;
  #last: Entry | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #forget: () => void;

  constructor(ms: number, forget: () => void) {
    this.#ms = ms;
    this.#forget = forget;
  }

  add(expired: () => void, now: number): Entry {
    const entry = new Entry(this, now + this.#ms, expired);
    entry.previous = this.#last;
    if (this.#last) this.#last.next = entry;
    else this.#first = entry;
    this.#last = entry;
    if (this.#timer === undefined) this.#arm(this.#ms);
    else if (this.#first === entry) (this.#timer as Timer).ref?.();
    return entry;
  }

  remove(entry: Entry): void {
    const { previous, next } = entry;
    if (previous ? previous.next !== entry : this.#first !== entry) return; // already out
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    entry.previous = entry.next = undefined;
    // An idle timer stays for the next deadline, but must not hold the process.
    if (!this.#first) (this.#timer as Timer | undefined)?.unref?.();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#first) this.remove(this.#first);
  }

  #arm(ms: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#expire();
      },
      Math.min(Math.max(ms, 0), longestMs),
    );
  }

  #expire(): void {
    const now = performance.now();
    while (this.#first && this.#first.at <= now) {
      const entry = this.#first;
      this.remove(entry);
      entry.expired();
    }
    if (this.#first) {
      if (this.#timer === undefined) this.#arm(this.#first.at - now);
    } else if (this.#timer === undefined) {
      this.#forget();
    }
  }
}

/** The deadlines of one transport or server. */
export class Deadlines {
  readonly #lengths = new Map<number, DeadlinesOfLength>();

  /** Forgets every deadline: none expires any more, and no timer is left. */
  stop(): void {
    for (const length of this.#lengths.values()) length.stop();
    this.#lengths.clear();
  }

  /**
   * Calls `expired` after so many milliseconds, unless cancelled before.
   * @param now the `performance.now()` that they count from, of who has asked the clock just before
   */
  after(ms: number, expired: () => void, now: number = performance.now()): Deadline {
    let length = this.#lengths.get(ms);
    if (!length) {
      length = new DeadlinesOfLength(ms, () => {
        this.#lengths.delete(ms);
      });
      this.#lengths.set(ms, length);
    }
    return length.add(expired, now);
  }
}
