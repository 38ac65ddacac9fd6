/** Characters of a passage that an address may hold as they are; of a longer one its two ends are named. */
const longest = 200;
const endWords = 5;

/**
 * An address that leads to a passage of a page and marks it there: a text fragment (WICG, Scroll to
 * Text Fragment), which a browser follows without any script.
 */
export function passageAddress(page: string, passage: string): string {
  const bare = page.split('#')[0] ?? '';
  const words = passage.split(/\s+/);
  const isLong = passage.length > longest || passage.includes('\n');
  const parts = isLong
    ? [words.slice(0, endWords).join(' '), words.slice(-endWords).join(' ')]
    : [passage];
  return `${bare}#:~:text=${parts.map(encoded).join(',')}`;
}

/** `-`, `,` and `&` part what such an address holds. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('-', '%2D');
}
