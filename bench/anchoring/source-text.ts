/**
 * A file of reStructuredText as the blocks that it is written in: here a block of source stands for
 * a rendered one, and each character knows the line on which it is written.
 */
export interface SourceText {
  text: string;
  /** One-based line of the source, for each character of the text. */
  lineOf: Int32Array;
  /** The source's own lines. */
  lines: string[];
}

const rule = /^([!-/:-@[-`{-~])\1{2,}$/;
const item = /^([-*+•]|#\.|\d{1,3}[.)]|\([a-z\d]{1,3}\)|\.\.|:\w[^:]*:)\s/;

export function sourceText(source: string): SourceText {
  const lines = source.split(/\r\n?|\n/);
  let text = '';
  const lineOf: number[] = [];
  let inBlock = false;
  for (const [i, line] of lines.entries()) {
    const words = line.normalize('NFC').trim();
    if (words === '' || rule.test(words)) {
      inBlock = false;
      continue;
    }
    if (item.test(words)) inBlock = false;
    const before = inBlock ? ' ' : text === '' ? '' : '\n';
    const added = before + words.replace(/\s+/g, ' ');
    text += added;
    for (let left = added.length; left > 0; left--) lineOf.push(i + 1);
    inBlock = true;
  }
  return { text, lineOf: Int32Array.from(lineOf), lines };
}

/** A text without a source, as if its blocks were written in lines of at most 79 characters. */
export function wrappedText(text: string): SourceText {
  const lines: string[] = [];
  const lineOf = new Int32Array(text.length);
  let start = 0;
  const close = (end: number) => {
    lines.push(text.slice(start, end).trim());
    lineOf.fill(lines.length, start, end);
    start = end;
  };
  for (let at = 0, space = 0; at <= text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '' || sign === '\n') {
      close(at);
      space = at;
    } else if (sign === ' ') space = at;
    if (at - start > 79 && space > start) close(space);
  }
  return { text, lineOf, lines };
}
