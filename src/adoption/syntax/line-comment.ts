/**
 * Where the comment of a line begins, or the line's length. A comment sign counts at the line's
 * beginning or after a blank, outside quotes that close on the line (YAML, TOML, shell, INI).
 */
export function commentStart(line: string, style: 'hash' | 'ini'): number {
  const signs = style === 'ini' ? '#;' : '#';
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"' || char === "'") {
      const close = closing(line, at);
      // An apostrophe opens nothing.
      if (close > 0) at = close;
    } else if (signs.includes(char) && (at === 0 || /\s/.test(line.charAt(at - 1)))) return at;
  }
  return line.length;
}

/** Offset of the quote that closes the one at `at`, or -1. */
function closing(line: string, at: number): number {
  const quote = line.charAt(at);
  // In the middle of a word it is an apostrophe: don't.
  if (quote === "'" && /\w/.test(line.charAt(at - 1))) return -1;
  for (let end = at + 1; end < line.length; end++) {
    if (line.charAt(end) === '\\' && quote === '"') end++;
    else if (line.charAt(end) === quote) return end;
  }
  return -1;
}
