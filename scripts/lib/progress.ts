import { terminalLine } from '../../src/ground/trust/terminal-line.ts';

/**
 * Progress of long work: one line that is redrawn on a terminal, a plain line at most every five
 * seconds in a log. Always on stderr, so that `--json` on stdout stays clean.
 */
export class Progress {
  readonly #what: string;
  readonly #total: number;
  readonly #out: NodeJS.WriteStream;
  readonly #started = performance.now();
  #done = 0;
  #lastLine = 0;
  #now = '';
  /** Of what is at work: since when, how much of it is done, and of how much. */
  readonly #parts = new Map<string, { begun: number; done: number; total: number }>();

  constructor(what: string, total: number, out: NodeJS.WriteStream = process.stderr) {
    this.#what = what;
    this.#total = total;
    this.#out = out;
  }

  /** One more of the total is done; `now` says which. */
  step(now: string): void {
    this.#done++;
    this.#now = now;
    this.#parts.delete(now);
    this.#show(this.#done === this.#total);
  }

  /** So much of one of them is done, which takes long by itself. */
  part(now: string, done: number, total: number): void {
    const known = this.#parts.get(now);
    // Less than before: another tries it anew.
    const begun = known === undefined || done < known.done ? performance.now() : known.begun;
    this.#parts.set(now, { begun, done, total });
    this.#show(false);
  }

  #show(isLast: boolean): void {
    const elapsed = performance.now() - this.#started;
    const parts = [...this.#parts].map(([name, one]) => partText(name, one));
    // What is in the middle of something counts for its share.
    const shares = [...this.#parts.values()].map(({ done, total }) => done / Math.max(1, total));
    const reached = this.#done + shares.reduce((sum, share) => sum + share, 0);
    const left =
      reached >= leastShare
        ? `about ${seconds((elapsed / reached) * (this.#total - reached))} left`
        : 'time left not known yet';
    const now = parts.length > 0 ? parts.join(', ') : this.#now;
    const text = `${this.#what} ${this.#done}/${this.#total}, ${seconds(elapsed)}, ${left}: ${terminalLine(now)}`;
    if (this.#out.isTTY) {
      this.#out.write(`\r\x1b[2K${text.slice(0, this.#out.columns - 1)}`);
    } else if (elapsed - this.#lastLine >= 5000 || isLast) {
      this.#lastLine = elapsed;
      this.#out.write(`${text}\n`);
    }
  }

  /** A line of its own that must not be overwritten by the next step. */
  note(text: string): void {
    this.#out.write(`${this.#out.isTTY ? '\r\x1b[2K' : ''}${terminalLine(text)}\n`);
  }

  /** Ends the redrawn line. */
  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[2K');
  }
}

/** From so much of one on, how long the rest takes is more than a guess. */
const leastShare = 0.05;

/** `nova 40 % of 91458 files, 2100/s, about 26 s left`. */
function partText(
  name: string,
  { begun, done, total }: { begun: number; done: number; total: number },
): string {
  const share = Math.floor((100 * done) / Math.max(1, total));
  const perSecond = (1000 * done) / Math.max(1, performance.now() - begun);
  const left = perSecond > 0 ? ((total - done) / perSecond) * 1000 : 0;
  return `${name} ${share} % of ${total} files, ${Math.round(perSecond)}/s, about ${seconds(left)} left`;
}

function seconds(ms: number): string {
  const total = Math.round(ms / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}
