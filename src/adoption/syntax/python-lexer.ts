import { breaks } from '../search/line.ts';
import { editFrom, lineEndingAt, type Edit } from './python-edit.ts';
import { kind } from './kind.ts';
import { LogicalLines, type LexedPython } from './lexed-python.ts';

/** What a character means to the lexer; anything that is not listed is plain code. */
const role = {
  code: 0,
  blank: 1,
  newline: 2,
  comment: 3,
  quote: 4,
  backslash: 5,
  open: 6,
  close: 7,
};
const roles = new Uint8Array(128);
const listed = {
  blank: ' \t\f\r',
  newline: '\n',
  comment: '#',
  quote: '"\'',
  backslash: '\\',
  open: '([{',
  close: ')]}',
};
for (const [name, chars] of Object.entries(listed)) {
  for (const char of chars) roles[char.charCodeAt(0)] = role[name as keyof typeof listed];
}
/** So many kinds have room before it is known how far they are told. */
const mostAtFirst = 16 * 1024;

const byteOrderMark = 0xfeff;
const stringPrefix = /^(?:[rbuft]|[bft]r|r[bft])$/i;

/**
 * Cuts Python, of any version, into logical lines and tells code, comments, strings and docstrings
 * apart, without building a tree. Fields of f-strings are code. Source that no Python accepts never
 * fails; at worst a string ends at its line.
 *
 * @param versions earlier versions of the text, or an earlier part of it, of which the most alike saves
 *   most of the work; the result is the same without
 * @param upTo no more is asked for than the logical line in which this character stands
 */
export function lexPython(
  text: string,
  versions: readonly LexedPython[] = [],
  upTo = Infinity,
): LexedPython {
  return new Lexer(text).run(editFrom(text, versions), upTo);
}

function isCode(char: number): boolean {
  return char < 128 ? roles[char] === role.code : true;
}

function isLetter(char: number): boolean {
  return (char >= 0x41 && char <= 0x5a) || (char >= 0x61 && char <= 0x7a);
}

class Lexer {
  readonly #text: string;
  /** Grows with what is told. */
  #kinds: Uint8Array;
  #lines: LogicalLines;
  #at = 0;
  #line = 1;
  // Of the logical line that is being read:
  #start = -1;
  #startLine = 1;
  #lastCode = -1;
  #strings: [start: number, end: number][] = [];

  constructor(text: string) {
    this.#text = text;
    this.#kinds = new Uint8Array(Math.min(text.length, mostAtFirst));
    this.#lines = new LogicalLines(Math.min(256, 8 + (text.length >> 5)));
  }

  run(edit: Edit | undefined, upTo: number): LexedPython {
    const text = this.#text;
    const length = text.length;
    let depth = 0;
    let at = edit === undefined ? 0 : this.#takeOver(edit);
    if (at === 0 && text.charCodeAt(0) === byteOrderMark) at = 1;
    while (at < length) {
      const char = text.charCodeAt(at);
      const what = char < 128 ? roles[char] : role.code;
      if (what === role.blank) {
        at++;
        continue;
      }
      this.#at = at;
      if (what === role.newline) {
        if (depth === 0) {
          this.#endLine();
          if (at >= upTo) return this.#lexed(at);
          if (edit !== undefined && at >= edit.suffix && edit.reach >= upTo) {
            const to = this.#join(edit, at);
            if (to !== undefined) return this.#lexed(to);
          }
        }
        this.#line++;
        at++;
        continue;
      }
      if (what === role.comment) {
        at = this.#comment();
        continue;
      }
      if (this.#start < 0) {
        this.#start = at;
        this.#startLine = this.#line;
      }
      if (what === role.code) {
        // To the end of the run: names, numbers, operators.
        do at++;
        while (at < length && isCode(text.charCodeAt(at)));
        this.#lastCode = at - 1;
      } else if (what === role.quote) {
        const prefix = this.#prefix();
        this.#string(at - prefix.length, /[ft]/i.test(prefix));
        at = this.#at;
      } else if (what === role.backslash) {
        // It joins lines.
        at += text.startsWith('\r\n', at + 1) ? 3 : 2;
        if (text.charCodeAt(at - 1) === 0x0a) this.#line++;
      } else {
        depth = what === role.open ? depth + 1 : Math.max(0, depth - 1);
        this.#lastCode = at++;
      }
    }
    this.#at = length;
    this.#endLine();
    return this.#lexed(length);
  }

  #lexed(to: number): LexedPython {
    this.#reach(to);
    return { text: this.#text, lines: this.#lines, kinds: this.#kinds.subarray(0, to), to };
  }

  #fill(what: number, start: number, end: number): void {
    this.#reach(end);
    this.#kinds.fill(what, start, end);
  }

  /** Makes room for the kinds of so many characters. */
  #reach(length: number): void {
    if (length <= this.#kinds.length) return;
    const larger = new Uint8Array(
      Math.min(this.#text.length, Math.max(length, 2 * this.#kinds.length)),
    );
    larger.set(this.#kinds);
    this.#kinds = larger;
  }

  /** The lines before an edit; gives the offset from which to go on. */
  #takeOver({ before, same, at, line }: Edit): number {
    this.#lines = new LogicalLines(same + 256);
    this.#lines.addMoved(before.lines, 0, same, 0, 0);
    this.#reach(at);
    this.#kinds.set(before.kinds.subarray(0, at));
    this.#line = line;
    return at;
  }

  /**
   * At the end of a line behind an edit: takes over the rest, if a line ended there before too.
   *
   * @returns how far that reaches
   */
  #join({ before, moved }: Edit, at: number): number | undefined {
    const index = lineEndingAt(before, at - moved);
    const line = before.lines.at(index);
    if (line === undefined) return undefined;
    this.#reach(before.to + moved);
    this.#kinds.set(before.kinds.subarray(at - moved, before.to), at);
    const down = this.#line - (line.line + breaks(before.text, line.start, line.end));
    this.#lines.addMoved(before.lines, index + 1, before.lines.length, moved, down);
    return before.to + moved;
  }

  /** The `rb` of the string that begins here, perhaps nothing; it is then no longer code. */
  #prefix(): string {
    const text = this.#text;
    let start = this.#at;
    while (start > this.#start && this.#at - start < 3 && isLetter(text.charCodeAt(start - 1))) {
      start--;
    }
    const prefix = text.slice(start, this.#at);
    if (!stringPrefix.test(prefix) || /\w/.test(text.charAt(start - 1))) return '';
    let code = start - 1;
    while (code >= this.#start && /\s/.test(text.charAt(code))) code--;
    this.#lastCode = code >= this.#start ? code : -1;
    return prefix;
  }

  #comment(): number {
    let end = this.#text.indexOf('\n', this.#at);
    if (end < 0) end = this.#text.length;
    this.#fill(kind.comment, this.#at, end);
    return end;
  }

  /** From the quote on; `start` is where its prefix begins. */
  #string(start: number, fields: boolean): void {
    const text = this.#text;
    const quote = text.charAt(this.#at);
    const triple = text.startsWith(quote.repeat(3), this.#at);
    const close = triple ? quote.repeat(3) : quote;
    const quoteCode = quote.charCodeAt(0);
    let part = start;
    this.#at += close.length;
    while (this.#at < text.length) {
      const char = text.charCodeAt(this.#at);
      if (char === quoteCode && (!triple || text.startsWith(close, this.#at))) {
        this.#at += close.length;
        break;
      }
      if (char === 0x5c && fields && text.startsWith('{', this.#at + 1)) {
        // A backslash does not keep a field from being one.
        this.#at++;
      } else if (char === 0x5c && fields && text.startsWith('N{', this.#at + 1)) {
        // The name of a character; in a raw string a field, but never one that matters.
        this.#at += 3;
      } else if (char === 0x5c) {
        if (text.charCodeAt(this.#at + 1) === 0x0a) this.#line++;
        else if (text.startsWith('\r\n', this.#at + 1)) {
          this.#line++;
          this.#at++;
        }
        this.#at += 2;
      } else if (char === 0x0a) {
        if (!triple) break;
        this.#line++;
        this.#at++;
      } else if (fields && char === 0x7b && text.charCodeAt(this.#at + 1) === 0x7b) {
        this.#at += 2;
      } else if (fields && char === 0x7b) {
        this.#paint(part, this.#at);
        this.#field();
        part = this.#at;
      } else this.#at++;
    }
    this.#at = Math.min(this.#at, text.length);
    this.#paint(part, this.#at);
  }

  #paint(start: number, end: number): void {
    this.#fill(kind.string, start, end);
    this.#strings.push([start, end]);
  }

  /** `{expression!r:specification}`: code, up to the specification, which is text with fields. */
  #field(): void {
    const text = this.#text;
    let depth = 0;
    let specification = false;
    this.#lastCode = this.#at++;
    while (this.#at < text.length) {
      const char = text.charAt(this.#at);
      // A specification that never closes: the string was none of an f-string.
      if (char === '\n' && specification) return;
      if (char === '\n') this.#line++;
      if (specification) {
        if (char === '{') {
          this.#field();
          continue;
        }
        if (char === '}') break;
      } else if (char === '"' || char === "'") {
        const prefix = this.#prefix();
        this.#string(this.#at - prefix.length, /[ft]/i.test(prefix));
        continue;
      } else if (depth === 0 && char === '}') break;
      else if (depth === 0 && char === ':') specification = true;
      else if ('([{'.includes(char)) depth++;
      else if (')]}'.includes(char)) depth--;
      this.#at++;
    }
    this.#lastCode = this.#at++;
  }

  #endLine(): void {
    if (this.#start >= 0) {
      const header = this.#text.charCodeAt(this.#lastCode) === 0x3a;
      if (this.#isDocumentation(header)) {
        for (const [from, to] of this.#strings) {
          if (from > this.#lastCode) this.#fill(kind.docstring, from, to);
        }
      }
      this.#lines.add(this.#start, this.#at, this.#startLine, header);
    }
    this.#start = -1;
    this.#lastCode = -1;
    this.#strings = [];
  }

  /** A string that is all of a statement, or follows the colon of `def f():` on its line. */
  #isDocumentation(header: boolean): boolean {
    if (this.#strings.length === 0) return false;
    if (this.#lastCode < 0) return true;
    const head = /^(?:async\s+def|def|class)\b/;
    return header && head.test(this.#text.slice(this.#start, this.#start + 20));
  }
}
