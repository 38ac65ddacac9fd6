import { kind } from './kind.ts';
import { quoteEnd } from './quote-end.ts';
import { shellKinds } from './shell-lexer.ts';

/**
 * The kind of each character of a Dockerfile. What a shell runs is told apart as a shell does, also over
 * several lines; elsewhere a comment is a line of its own. A file that `COPY <<E` writes is a string.
 */
export function dockerfileKinds(text: string): Uint8Array {
  return new Lexer(text).run();
}

/** A piece of an instruction, without the sign by which it goes on. */
interface Piece {
  from: number;
  to: number;
}

const runByShell = /^\s*(?:ONBUILD\s+)?(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)\b(?!(?:\s+--\S+)*\s*\[)/i;
const mayHaveFiles = /^\s*(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\b/i;
const isScript = /^\s*(?:ONBUILD\s+)?RUN(?:\s+--\S+)*\s*<<\S+\s*$/i;
const heredoc = /(?<=\s)\d*<<(-?)(["']?)([A-Za-z_][\w.]*)\2(?=[\s;&|>]|$)/g;

class Lexer {
  readonly #text: string;
  readonly #kinds: Uint8Array;
  readonly #lines: readonly Piece[];
  readonly #goesOn: RegExp;
  /** The last line that is a text, without the tabs before it as well: where it is asked for, it may end one. */
  #last: Map<string, number> | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#kinds = new Uint8Array(text.length);
    this.#lines = linesOf(text);
    const escape = /^\s*#\s*escape\s*=\s*`/i.test(text.slice(0, 200)) ? '`' : '\\\\';
    this.#goesOn = new RegExp(`${escape}[ \\t]*\\r?$`);
  }

  run(): Uint8Array {
    for (let line = 0; line < this.#lines.length;) line = this.#instruction(line);
    return this.#kinds;
  }

  #at({ from, to }: Piece): string {
    return this.#text.slice(from, to);
  }

  /** Reads the instruction that begins at a line, or a line that is none; returns where the next begins. */
  #instruction(first: number): number {
    const pieces: Piece[] = [];
    let line = first;
    for (let goesOn = true; goesOn && line < this.#lines.length; line++) {
      const piece = this.#lines[line] ?? { from: 0, to: 0 };
      const written = this.#at(piece);
      if (/^\s*#/.test(written)) {
        this.#kinds.fill(kind.comment, piece.from, piece.to);
        if (pieces.length === 0) return line + 1;
        continue;
      }
      // A blank line between is passed over.
      if (written.trim() === '') {
        if (pieces.length === 0) return line + 1;
        continue;
      }
      const end = written.search(this.#goesOn);
      goesOn = end >= 0;
      pieces.push({ from: piece.from, to: goesOn ? piece.from + end : piece.to });
    }
    const written = pieces.map((piece) => this.#at(piece)).join('');
    const kinds = runByShell.test(written) ? shellKinds(written) : quotes(written);
    let done = 0;
    for (const { from, to } of pieces) {
      this.#kinds.set(kinds.subarray(done, done + to - from), from);
      done += to - from;
    }
    return mayHaveFiles.test(written) ? this.#files(written, kinds, line) : line;
  }

  /** The texts that stand behind an instruction; without its end there is none. */
  #files(written: string, kinds: Uint8Array, behind: number): number {
    let line = behind;
    for (const { index, 1: dash, 3: name = '' } of written.matchAll(heredoc)) {
      if (kinds[index] !== kind.code || (this.#lastLine(name, dash) ?? -1) < line) continue;
      const first = line;
      while (!this.#isEnd(line, name, dash)) line++;
      const from = this.#lines[first]?.from ?? 0;
      const to = this.#lines[line]?.from ?? this.#text.length;
      this.#body(from, to, isScript.test(written));
      line++;
    }
    return line;
  }

  #body(from: number, to: number, isRun: boolean): void {
    const body = this.#text.slice(from, to);
    if (!isRun) this.#kinds.fill(kind.string, from, to);
    // A script of something else is code, whatever it says.
    else if (!body.startsWith('#!') || /^#!.*sh\b/.test(body)) {
      this.#kinds.set(shellKinds(body), from);
    }
  }

  #isEnd(line: number, name: string, dash: string | undefined): boolean {
    const piece = this.#lines[line];
    return piece === undefined || nameOf(this.#at(piece), dash) === name;
  }

  #lastLine(name: string, dash: string | undefined): number | undefined {
    if (this.#last === undefined) {
      this.#last = new Map();
      for (const [i, piece] of this.#lines.entries()) {
        this.#last.set(nameOf(this.#at(piece), ''), i);
        this.#last.set(`\t${nameOf(this.#at(piece), '-')}`, i);
      }
    }
    return this.#last.get(dash === '-' ? `\t${name}` : name);
  }
}

function nameOf(written: string, dash: string | undefined): string {
  const bare = written.replace(/\r$/, '');
  return dash === '-' ? bare.replace(/^\t+/, '') : bare;
}

function linesOf(text: string): Piece[] {
  const lines: Piece[] = [];
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from);
    const to = next < 0 ? text.length : next;
    lines.push({ from, to });
    from = to + 1;
  }
  return lines;
}

/** Texts in quotes of an instruction that no shell reads. */
function quotes(written: string): Uint8Array {
  const kinds = new Uint8Array(written.length);
  let open = `"'`;
  for (let at = 0; at < written.length; at++) {
    const char = written.charAt(at);
    // In the middle of a word it is an apostrophe: don't.
    if (!open.includes(char) || (char === "'" && /\w/.test(written.charAt(at - 1)))) continue;
    const end = quoteEnd(written, at, written.length);
    if (end === undefined) open = open.replace(char, '');
    else {
      kinds.fill(kind.string, at, end);
      at = end - 1;
    }
  }
  return kinds;
}
