import { kind } from './kind.ts';
import { quoteEnd } from './quote-end.ts';

/**
 * The kind of each character of a file whose lines stand for themselves. `hash`: `#` begins a comment, and
 * there are no strings. `ini`: `#` and `;` do, and a value in quotes is a string. A comment begins at the line's
 * beginning or after a blank, outside quotes that close on the line.
 */
export function lineKinds(text: string, style: 'hash' | 'ini'): Uint8Array {
  const kinds = new Uint8Array(text.length);
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from);
    const to = next < 0 ? text.length : next;
    markLine(text, from, to, style, kinds);
    from = to + 1;
  }
  return kinds;
}

function markLine(
  text: string,
  from: number,
  to: number,
  style: 'hash' | 'ini',
  kinds: Uint8Array,
): void {
  const isSection = /^[^\S\n]*\[/.test(text.slice(from, Math.min(to, from + 200)));
  const hasStrings = style === 'ini' && !isSection;
  // A quote that closes nowhere on the line opens nothing, and none like it behind it does.
  let open = `"'`;
  for (let at = from; at < to; at++) {
    const char = text.charAt(at);
    const before = at === from ? ' ' : text.charAt(at - 1);
    if (open.includes(char) && !isApostrophe(char, before)) {
      const end = quoteEnd(text, at, to);
      if (end === undefined) open = open.replace(char, '');
      else {
        if (hasStrings && !isKey(text, end, to)) kinds.fill(kind.string, at, end);
        at = end - 1;
      }
    } else if ((char === '#' || (char === ';' && style === 'ini')) && /\s/.test(before)) {
      kinds.fill(kind.comment, at, to);
      return;
    }
  }
}

/** In the middle of a word: don't. */
function isApostrophe(char: string, before: string): boolean {
  return char === "'" && /\w/.test(before);
}

function isKey(text: string, end: number, to: number): boolean {
  let at = end;
  while (at < to && /\s/.test(text.charAt(at))) at++;
  return at < to && /[=:]/.test(text.charAt(at));
}
