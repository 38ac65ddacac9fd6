import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import { wholeWords } from '../../../comments/anchoring/whole-words.ts';

/** Characters of a passage that an address may hold as they are; of a longer one its two ends are named. */
const longest = 200;
/** Words that are named of each end, and of what stands beside a passage that is there more than once. */
const endWords = 5;

/**
 * An address that leads to a passage of a page and marks it there: a text fragment (WICG, Scroll to
 * Text Fragment), which a browser follows without any script. It names whole words, as it must.
 *
 * @param text the canonical text of the page
 */
export function passageAddress(page: string, text: string, passage: TextRange): string {
  const bare = page.split('#')[0] ?? '';
  const { start, end } = wholeWords(text, passage);
  const said = text.slice(start, end);
  const words = said.split(/\s+/);
  const isLong = said.length > longest || said.includes('\n');
  const parts = isLong
    ? [words.slice(0, endWords).join(' '), words.slice(-endWords).join(' ')]
    : [said];
  const directive = parts.map(encoded);
  const first = parts[0] ?? '';
  if (text.indexOf(first) !== text.lastIndexOf(first)) {
    // What stands beside it in its own block tells it from the others.
    const before = wordsOf(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
    const blockEnd = text.indexOf('\n', end);
    const after = wordsOf(text.slice(end, blockEnd < 0 ? text.length : blockEnd));
    if (before.length > 0) directive.unshift(`${encoded(before.slice(-endWords).join(' '))}-`);
    if (after.length > 0) directive.push(`-${encoded(after.slice(0, endWords).join(' '))}`);
  }
  return `${bare}#:~:text=${directive.join(',')}`;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** `-`, `,` and `&` part what such an address holds. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('-', '%2D');
}
