import { kind } from './kind.ts';

/** What the lexer is inside of. */
interface Open {
  is: 'command' | 'arithmetic' | 'parameter' | 'quoted';
  /** What ends it. */
  end: string;
  /** Commands: parentheses, and `case`s whose patterns end with one, that are open in it. */
  depth: number;
  cases: number;
  /** Does it stand in a string? What is put in by a parameter or computed there belongs to it. */
  isString: boolean;
}

interface Heredoc {
  end: string;
  /** May tabs stand before its end? */
  indented: boolean;
  /** Does the shell put something in? */
  filled: boolean;
}

/**
 * The kind of each character of a shell script (POSIX, bash, zsh). A command within a string, `$(…)` or
 * between backticks, is code; the text behind `<<` is a string but for such commands.
 */
export function shellKinds(text: string): Uint8Array {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  readonly #kinds: Uint8Array;
  readonly #open: Open[] = [];
  /** A text behind `<<`, in which commands are put in; one of theirs is a string as a whole. */
  readonly #isHeredoc: boolean;
  #heredocs: Heredoc[] = [];
  #at = 0;

  constructor(text: string, isHeredoc = false) {
    this.#text = text;
    this.#isHeredoc = isHeredoc;
    this.#enter(isHeredoc ? 'quoted' : 'command', '', 0);
    this.#kinds = new Uint8Array(text.length);
  }

  run(): Uint8Array {
    while (this.#at < this.#text.length) this.#step();
    return this.#kinds;
  }

  #step(): void {
    const here = this.#open.at(-1);
    if (here === undefined) return;
    const from = this.#at;
    const wasString = here.isString;
    const outside = this.#open.length;
    this.#read(here);
    const entered = this.#open.length > outside ? this.#open.at(-1)?.is : undefined;
    // What opens a command within a string, and what closes it, belongs to the command.
    const isString = entered === 'quoted' || (wasString && entered !== 'command');
    if (isString) this.#paint(from, kind.string);
  }

  #read(here: Open): void {
    const { is, end, isString } = here;
    const char = this.#text.charAt(this.#at);
    if (char === '\\') this.#at += 2;
    else if (end !== '' && this.#follows(end) && !isOfPattern(here)) {
      this.#open.pop();
      this.#at += end.length;
    } else if (char === '"' && is !== 'quoted') this.#enter('quoted', '"', 1);
    else if (char === '`') this.#enter('command', '`', 1);
    else if (this.#follows('$((')) this.#enter('arithmetic', '))', 3);
    else if (this.#follows('$(')) this.#enter('command', ')', 2);
    else if (this.#follows('${')) this.#enter('parameter', '}', 2);
    else if (char === "'" && !isString) this.#single();
    else if (is === 'command') this.#command(here, char);
    else this.#at++;
  }

  #follows(sign: string): boolean {
    return this.#text.startsWith(sign, this.#at);
  }

  #enter(is: Open['is'], end: string, length: number): void {
    const outside = this.#open.at(-1)?.isString ?? false;
    const isString = is === 'quoted' || (is !== 'command' && outside);
    this.#open.push({ is, end, depth: 0, cases: 0, isString });
    this.#at += length;
  }

  /** From `from` to where it stands. */
  #paint(from: number, what: number): void {
    this.#kinds.fill(what, from, this.#at);
  }

  /** `'…'`, in which nothing escapes, and `$'…'`, in which a backslash does. */
  #single(): void {
    const from = this.#at;
    const escapes = this.#text.charAt(from - 1) === '$';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text.charAt(this.#at);
      if (escapes && char === '\\') this.#at++;
      else if (char === "'") break;
    }
    this.#at = Math.min(this.#text.length, this.#at + 1);
    this.#paint(from, kind.string);
  }

  #command(here: Open, char: string): void {
    const before = this.#text.charAt(this.#at - 1);
    const beginsWord = this.#at === 0 || /[\s;&|()`]/.test(before);
    if (char === '#' && beginsWord) {
      const end = this.#text.indexOf('\n', this.#at);
      const from = this.#at;
      this.#at = end < 0 ? this.#text.length : end;
      this.#paint(from, kind.comment);
    } else if (char === '\n') this.#endLine();
    else if (this.#follows('<<<')) this.#at += 3;
    else if (this.#follows('<<')) this.#heredoc();
    else if (this.#follows('((') && beginsWord) this.#enter('arithmetic', '))', 2);
    else {
      if (char === '(') here.depth++;
      // One that closes nothing ends a pattern of a `case`.
      else if (char === ')' && here.depth > 0) here.depth--;
      else if (beginsWord) this.#word(here);
      this.#at++;
    }
  }

  #word(here: Open): void {
    const [word] =
      /^(?:case|esac)(?![^\s;)`])/.exec(this.#text.slice(this.#at, this.#at + 5)) ?? [];
    if (word === 'case') here.cases++;
    if (word === 'esac' && here.cases > 0) here.cases--;
  }

  #heredoc(): void {
    const rest = this.#text.slice(this.#at, this.#at + 200);
    const found = /^<<(-?)[ \t]*((?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s'"\\;&|()<>])+)/.exec(rest);
    this.#at += found === null ? 2 : found[0].length;
    const [, dash = '', word = ''] = found ?? [];
    const end = word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3');
    const filled = !this.#isHeredoc && !/['"\\]/.test(word);
    if (found !== null) this.#heredocs.push({ end, indented: dash !== '', filled });
  }

  /** Behind a line stand the texts that it asked for. */
  #endLine(): void {
    this.#at++;
    for (const { end, indented, filled } of this.#heredocs) {
      const from = this.#at;
      let to = from;
      for (let isOver = false; !isOver && this.#at < this.#text.length;) {
        to = this.#at;
        const next = this.#text.indexOf('\n', this.#at);
        const lineEnd = next < 0 ? this.#text.length : next;
        const line = this.#text.slice(this.#at, lineEnd);
        isOver = (indented ? line.replace(/^\t+/, '') : line) === end;
        if (!isOver) to = lineEnd;
        this.#at = Math.min(this.#text.length, lineEnd + 1);
      }
      this.#paint(from, kind.string);
      if (filled) this.#kinds.set(new Lexer(this.#text.slice(from, to), true).run(), from);
    }
    this.#heredocs = [];
  }
}

/** A parenthesis that does not end the command: one inside of it, or that of a `case`. */
function isOfPattern({ is, end, depth, cases }: Open): boolean {
  return is === 'command' && end === ')' && depth + cases > 0;
}
