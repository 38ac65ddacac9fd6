/** Behind the quote that closes the one at `at`, before `to`; in double quotes a backslash escapes. */
export function quoteEnd(text: string, at: number, to: number): number | undefined {
  const quote = text.charAt(at);
  for (let end = at + 1; end < to; end++) {
    const char = text.charAt(end);
    if (char === '\\' && quote === '"') end++;
    else if (char === quote) return end + 1;
  }
  return undefined;
}
