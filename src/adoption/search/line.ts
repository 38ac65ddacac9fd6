export interface Line {
  /** Offset of its first character, and of its end. */
  start: number;
  end: number;
}

/** Offset of the next sign of a match from `from` on, or -1. */
export type Find = (text: string, from: number) => number;

/** The lines in which there is a sign, each once. */
export function linesWith(text: string, find: Find): Line[] {
  const lines: Line[] = [];
  for (let at = find(text, 0); at >= 0;) {
    const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const bare = text.charCodeAt(end - 1) === 0x0d ? Math.max(start, end - 1) : end;
    lines.push({ start, end: bare });
    at = newline < 0 ? -1 : find(text, newline + 1);
  }
  return lines;
}

/** Line breaks in a stretch of text. */
export function breaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}
