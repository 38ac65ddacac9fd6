import type { CopiedSpans } from '../../git/pack/delta.ts';
import { LogicalLines } from './lexed-python.ts';
import { lexPython } from './python-lexer.ts';

/** The first logical lines of a content. */
export class FirstLines {
  readonly lines: LogicalLines;
  /** Offset up to which all are told: the end of the content, or that of a line. */
  readonly to: number;

  constructor(lines: LogicalLines, to: number) {
    this.lines = lines;
    this.to = to;
  }

  /** Bytes that they take. */
  get byteLength(): number {
    return this.lines.byteLength;
  }
}

/** What a content was put together from: the lines of that, and the parts that were copied. */
export interface CopiedLines {
  before: FirstLines;
  spans: CopiedSpans;
}

/** So much is lexed at first beyond what is new, in bytes: most edits are over by then. */
const firstStep = 160;

/** Shorter copies are lexed as what is new is. */
const shortestCopy = 96;

const newline = 0x0a;
const firstOfByteOrderMark = 0xef;

/**
 * The logical lines of Python by its bytes, each signature of more than one byte counted as so many
 * characters of code: what opens and closes lines is ASCII. Of lines only where they begin and end is
 * told. Lines within a copied part are taken over from where they were copied from, for between two
 * lines the lexer knows nothing of what came before.
 *
 * @param upTo no more is asked for than the logical line in which this byte stands
 * @returns undefined for a text whose line breaks or whose beginning are none of ASCII's: it is to be
 *   read as text
 */
export function pythonLines(
  bytes: Buffer,
  copied?: CopiedLines,
  upTo = Infinity,
): FirstLines | undefined {
  if (bytes[0] === firstOfByteOrderMark) return undefined;
  // A line has some thirty characters.
  const room =
    copied === undefined
      ? Math.max(0, Math.min(bytes.length, upTo)) >> 5
      : copied.before.lines.length + 64;
  return new Reader(bytes, upTo, room).read(copied);
}

/** A part that was copied, and the lines of what it was copied from. */
interface Copy {
  before: LogicalLines;
  /** Where it begins, in the text and in what it was copied from, and where it ends there. */
  to: number;
  from: number;
  end: number;
}

class Reader {
  readonly #bytes: Buffer;
  readonly #upTo: number;
  readonly #lines: LogicalLines;
  /** So far all lines are told, and the line of that place. */
  #at = 0;
  #line = 1;
  #isPlain = true;

  constructor(bytes: Buffer, upTo: number, room: number) {
    this.#bytes = bytes;
    this.#upTo = Math.min(upTo, bytes.length - 1);
    this.#lines = new LogicalLines(room);
  }

  read(copied: CopiedLines | undefined): FirstLines | undefined {
    if (copied !== undefined) this.#readCopied(copied);
    while (this.#isLeft) this.#lex(this.#upTo + firstStep);
    return this.#isPlain ? new FirstLines(this.#lines, this.#at) : undefined;
  }

  get #isLeft(): boolean {
    return this.#isPlain && this.#at <= this.#upTo;
  }

  #readCopied({ before: { lines: before }, spans: { count, at } }: CopiedLines): void {
    for (let i = 0; i < count && this.#isLeft; i++) {
      const to = at[3 * i] ?? 0;
      const from = at[3 * i + 1] ?? 0;
      const length = at[3 * i + 2] ?? 0;
      if (length < shortestCopy) continue;
      const copy = { before, to, from, end: from + length };
      const index = this.#meet(copy);
      if (index !== undefined) this.#takeOver(copy, index);
    }
  }

  /** Lexes until a line begins in the copy that begins in what it was copied from; gives its index there. */
  #meet(copy: Copy): number | undefined {
    const end = copy.to + copy.end - copy.from;
    while (this.#isLeft && this.#at < end) {
      const index = this.#indexIn(copy);
      if (index !== undefined) return index;
      this.#lex(Math.max(this.#at, copy.to) + firstStep, copy);
    }
    return undefined;
  }

  /** Index of the line that begins there, if it does. */
  #indexIn({ before, to, from, end }: Copy): number | undefined {
    const at = this.#at - to + from;
    if (at < from || at >= end) return undefined;
    if (at === 0) return 0;
    const index = before.firstEnding(at - 1);
    return index < before.length && before.endOf(index) === at - 1 ? index + 1 : undefined;
  }

  /** What ends within the copy, line break and all. */
  #takeOver({ before, to, from, end }: Copy, first: number): void {
    const stop = before.firstEnding(end);
    if (stop <= first) return;
    const moved = to - from;
    const line = this.#line + this.#breaks(this.#at, before.startOf(first) + moved);
    this.#lines.addMoved(before, first, stop, moved, line - before.lineOf(first));
    this.#behindLast();
  }

  #behindLast(): void {
    const last = this.#lines.length - 1;
    const end = this.#lines.endOf(last);
    this.#line = this.#lines.lineOf(last) + this.#breaks(this.#lines.startOf(last), end) + 1;
    this.#at = end + 1;
  }

  /**
   * Reads on by at least one line, as far as an offset, or until it meets the copy.
   */
  #lex(upTo: number, copy?: Copy): void {
    const { length } = this.#bytes;
    const start = this.#at;
    const { isPlain, text, lines } = this.#piece(start, upTo);
    this.#isPlain = isPlain;
    if (!isPlain) return;
    const startLine = this.#line;
    const isRest = start + text.length >= length;
    for (let i = 0; i < lines.length; i++) {
      const end = lines.endOf(i);
      // It may go on where the piece ends.
      if (end >= text.length && !isRest) break;
      const line = startLine + lines.lineOf(i) - 1;
      this.#lines.add(start + lines.startOf(i), start + end, line, false);
      this.#behindLast();
      if (copy !== undefined && this.#indexIn(copy) !== undefined) return;
    }
    if (isRest) this.#at = length;
    else if (this.#at === start) this.#lex(start + 2 * text.length, copy);
  }

  #piece(start: number, end: number): { isPlain: boolean; text: string; lines: LogicalLines } {
    const text = this.#bytes.toString('latin1', start, Math.min(end, this.#bytes.length));
    const isPlain = !text.includes('\r');
    return { isPlain, text, lines: isPlain ? lexPython(text).lines : new LogicalLines() };
  }

  #breaks(start: number, end: number): number {
    return lineBreaks(this.#bytes, start, end);
  }
}

/** Line breaks in a stretch of bytes. */
export function lineBreaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === newline) count++;
  return count;
}
