export interface Line {
  /** From 1. */
  line: number;
  /** Offset of its first character, and of its end. */
  start: number;
  end: number;
}

/** Offset of the next sign of a match from `from` on, or -1. */
export type Find = (text: string, from: number) => number;

/** The lines in which there is a sign, each once. */
export function linesWith(text: string, find: Find): Line[] {
  const lines: Line[] = [];
  let line = 1;
  let start = 0;
  for (let at = find(text, 0); at >= 0;) {
    for (
      let end = text.indexOf('\n', start);
      end >= 0 && end < at;
      end = text.indexOf('\n', start)
    ) {
      line++;
      start = end + 1;
    }
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const bare = text.charCodeAt(end - 1) === 0x0d ? Math.max(start, end - 1) : end;
    lines.push({ line, start, end: bare });
    at = newline < 0 ? -1 : find(text, newline + 1);
  }
  return lines;
}
