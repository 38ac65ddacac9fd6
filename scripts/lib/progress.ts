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

  constructor(what: string, total: number, out: NodeJS.WriteStream = process.stderr) {
    this.#what = what;
    this.#total = total;
    this.#out = out;
  }

  /** One more of the total is done; `now` says which. */
  step(now: string): void {
    this.#done++;
    const elapsed = performance.now() - this.#started;
    const left = this.#done > 0 ? (elapsed / this.#done) * (this.#total - this.#done) : 0;
    const text = `${this.#what} ${this.#done}/${this.#total}, ${seconds(elapsed)}, about ${seconds(left)} left: ${terminalLine(now)}`;
    if (this.#out.isTTY) {
      this.#out.write(`\r\x1b[2K${text.slice(0, this.#out.columns - 1)}`);
    } else if (elapsed - this.#lastLine >= 5000 || this.#done === this.#total) {
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

function seconds(ms: number): string {
  const total = Math.round(ms / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}
