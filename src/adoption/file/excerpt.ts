import { lineBreaks } from '../syntax/python-lines.ts';
import type { LogicalLines } from '../syntax/lexed-python.ts';

const newline = 0x0a;

/**
 * The logical lines of Python that hold one of some texts, whole and in their order, and the physical
 * lines between logical ones that do: all that some probes look at of a file, hundreds of whose
 * versions have the same.
 */
export class Excerpt {
  /** Its bytes, each as one character. */
  readonly text: string;
  readonly #bytes: Buffer;
  /** Of each piece the index of the logical line, or -1, and where it begins in the file. */
  readonly #pieces: number[] = [];
  readonly #starts: number[] = [];
  readonly #lines: LogicalLines;
  #firsts: number[] | undefined;
  /** Where lines were counted to, and the line of that place. */
  #counted = { at: 0, line: 1 };

  /**
   * @param places see `Stored`
   * @param isAsked by the index of a text, 1 if it is one of those
   */
  constructor(bytes: Buffer, lines: LogicalLines, places: Int32Array, isAsked: Uint8Array) {
    this.#bytes = bytes;
    this.#lines = lines;
    // Nothing of it is the beginning of a text, where a byte order mark is none of its characters.
    let text = '\n';
    let last = 0;
    for (let i = 0; i < places.length; i += 2) {
      const place = places[i] ?? 0;
      if (place < last || isAsked[places[i + 1] ?? 0] !== 1) continue;
      const start = bytes.lastIndexOf(newline, place) + 1;
      const end = endOfLine(bytes, place);
      // The last logical line that begins on this physical one, or before it.
      const index = lines.lastStarting(end);
      const isInside = index >= 0 && lines.endOf(index) >= end;
      const from = isInside ? startOfLine(bytes, lines.startOf(index)) : start;
      last = isInside ? lines.endOf(index) : end;
      this.#pieces.push(isInside ? index : -1);
      this.#starts.push(from);
      // What has no end has that of the file: a line break more would be a part of it.
      text += bytes.toString('latin1', from, last) + (last < bytes.length ? '\n' : '');
    }
    this.text = text;
  }

  /** The line of the file, from 1, of a line of the excerpt. */
  lineOf(line: number): number {
    const firsts = (this.#firsts ??= this.#firstLines());
    const piece = lastUpTo(firsts, line);
    return this.#lineInFile(piece) + line - (firsts[piece] ?? 2);
  }

  #lineInFile(piece: number): number {
    const index = this.#pieces[piece] ?? -1;
    if (index >= 0) return this.#lines.lineOf(index);
    const at = this.#starts[piece] ?? 0;
    const from = this.#counted.at <= at ? this.#counted : { at: 0, line: 1 };
    const line = from.line + lineBreaks(this.#bytes, from.at, at);
    this.#counted = { at, line };
    return line;
  }

  /** In the excerpt. */
  #firstLines(): number[] {
    let line = 2;
    return this.#pieces.map((index, piece) => {
      const first = line;
      const start = this.#starts[piece] ?? 0;
      line += 1 + (index < 0 ? 0 : lineBreaks(this.#bytes, start, this.#lines.endOf(index)));
      return first;
    });
  }
}

function startOfLine(bytes: Buffer, at: number): number {
  return at === 0 ? 0 : bytes.lastIndexOf(newline, at - 1) + 1;
}

function endOfLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(newline, at);
  return end < 0 ? bytes.length : end;
}

/** Index of the last of some numbers, which grow, that is at most so much; -1: none. */
function lastUpTo(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > most) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
