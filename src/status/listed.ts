/** Names that are told one by one; the others are only counted. */
const mostNamed = 6;

/** `a, b and c`, or `a, b, c, d, e and 9 more`; each once. */
export function listed(items: readonly string[], word = 'and'): string {
  const unique = [...new Set(items)];
  if (unique.length < 2) return unique.join('');
  if (unique.length <= mostNamed) {
    return `${unique.slice(0, -1).join(', ')} ${word} ${unique.at(-1) ?? ''}`;
  }
  return `${unique.slice(0, mostNamed - 1).join(', ')} ${word} ${unique.length - mostNamed + 1} more`;
}
