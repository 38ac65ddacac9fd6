import { kind } from './kind.ts';
import { lexTables, type LexTable, type StringForm, type TabledSyntax } from './lex-table.ts';

/** The kind of each character of a file, by its language's table. What stands in a hole of a string is code. */
export function tableKinds(syntax: TabledSyntax, text: string): Uint8Array {
  return new TableLexer(lexTables[syntax], text).kinds;
}

class TableLexer {
  readonly kinds: Uint8Array;
  readonly #text: string;
  readonly #table: LexTable;
  /** Comments, strings, words and numbers (which may hold a quote: `1'000`), braces. */
  readonly #next: RegExp;

  constructor(table: LexTable, text: string) {
    this.#text = text;
    this.#table = table;
    this.kinds = new Uint8Array(text.length);
    const forms = table.strings.map(({ open }, i) => `(?<s${i}>${open})`);
    const names = table.names === undefined ? '' : `|${table.names}`;
    // A verbatim name (`@class`, `r#type`) is a word.
    this.#next = new RegExp(
      `//|/\\*|${forms.join('|')}${names}|\\d(?:'?[\\w.])*|[\\p{L}_][\\p{L}\\p{N}_]*|[{}]`,
      'gu',
    );
    this.#code(0, false);
  }

  /** Reads code; in a hole to the brace that closes it. Returns where it ends. */
  #code(from: number, isHole: boolean): number {
    let depth = 0;
    let at = from;
    for (;;) {
      this.#next.lastIndex = at;
      const match = this.#next.exec(this.#text);
      if (match === null) return this.#text.length;
      const [opened] = match;
      const start = match.index;
      at = start + opened.length;
      if (opened === '//') at = this.#mark(start, this.#lineEnd(at), kind.comment);
      else if (opened === '/*') at = this.#mark(start, this.#blockEnd(at), kind.comment);
      else if (opened === '{') depth++;
      else if (opened === '}') {
        if (isHole && depth === 0) return start;
        depth--;
      } else {
        const form = this.#table.strings.findIndex((_, i) => match.groups?.[`s${i}`] !== undefined);
        const asked = this.#table.strings[form];
        if (asked !== undefined) at = this.#string(start, opened, asked);
      }
    }
  }

  /** Marks a string from its opening to its end, which is returned; its holes are code. */
  #string(start: number, opened: string, { close, escape, lines, longest, hole }: StringForm) {
    const text = this.#text;
    const closing = close(opened);
    const opening = hole?.(opened);
    let from = start;
    let at = start + opened.length;
    // The opening was the whole of it.
    if (closing === '') return this.#mark(start, at, kind.string);
    while (at < text.length) {
      const char = text.charAt(at);
      if (escape === 'backslash' && char === '\\') {
        // A line that goes on may end in both signs.
        at += text.startsWith('\r\n', at + 1) ? 3 : 2;
      } else if (escape === 'doubled' && text.startsWith(closing + closing, at)) at += 2;
      else if (text.startsWith(closing, at)) {
        at += closing.length;
        while (longest && text.charAt(at) === closing.charAt(0)) at++;
        return this.#mark(from, at, kind.string);
      } else if (char === '\n' && lines === undefined) {
        return this.#mark(from, at, kind.string);
      } else if (opening !== undefined && text.startsWith(opening, at)) {
        // `{{` is a brace of the text where one opens a hole.
        if (opening === '{' && text.charAt(at + 1) === '{') at += 2;
        else {
          this.#mark(from, at + opening.length, kind.string);
          from = this.#code(at + opening.length, true);
          at = from + closingBraces(opening);
        }
      } else at++;
    }
    return this.#mark(from, text.length, kind.string);
  }

  #mark(from: number, to: number, what: number): number {
    this.kinds.fill(what, from, to);
    return Math.min(to, this.#text.length);
  }

  #lineEnd(from: number): number {
    let end = this.#text.indexOf('\n', from);
    while (this.#table.continued && end > 0 && /\\\r?$/.test(this.#text.slice(end - 2, end))) {
      end = this.#text.indexOf('\n', end + 1);
    }
    return end < 0 ? this.#text.length : end;
  }

  #blockEnd(from: number): number {
    let depth = 1;
    const sign = /\/\*|\*\//g;
    sign.lastIndex = from;
    for (let match = sign.exec(this.#text); match !== null; match = sign.exec(this.#text)) {
      if (match[0] === '*/') depth--;
      else if (this.#table.nested) depth++;
      if (depth === 0) return sign.lastIndex;
    }
    return this.#text.length;
  }
}

/** `${` and `{` are closed by one brace, `{{` by two. */
function closingBraces(opening: string): number {
  return opening.split('{').length - 1;
}
