/**
 * What a blueprint says where it cites a review, for as long as nobody knows the review's own title:
 * the words before it in its sentence, and, where those are few, the words after it; never past
 * another address.
 *
 * @param text the whole of index.md
 * @param line its line in index.md, as a link's provenance has it
 * @param url the address as it is written there
 */
export function citedWords(text: string, line: number, url: string): string | undefined {
  const lines = text.split('\n');
  if (!(lines[line - 1]?.includes(url) ?? false)) return undefined;
  let first = line - 1;
  while (first > 0 && !isStart(lines[first] ?? '') && !isEnd(lines[first - 1] ?? '')) first--;
  let last = line - 1;
  while (!isEnd(lines[last + 1] ?? '') && !isStart(lines[last + 1] ?? '')) last++;
  const block = lines.slice(first, last + 1).map((one) => one.trim());
  const own = `${block.slice(0, line - 1 - first).join(' ')} `.length;
  const joined = block.join(' ').replace(/^([-*+]|\d+[.)])\s+/, (mark) => ' '.repeat(mark.length));
  const start = joined.indexOf(url, first === line - 1 ? 0 : own);
  if (start < 0) return undefined;
  const before = joined.slice(0, start).replace(/\]\($|<$/, '');
  const after = joined.slice(start + url.length).replace(/^[)>]/, '');
  const words = plain(before.split(boundary).at(-1) ?? '');
  if (words.split(' ').length > 3) return `${words} …`;
  const isNewClause = words !== '' && /^\s*[,.;:(]/.test(after);
  const rest = isNewClause ? '' : plain(after.split(boundary)[0] ?? '');
  const said = [words, '…', rest].filter((one) => one !== '').join(' ');
  return said === '…' ? undefined : said;
}

/** The end of a sentence, or another address. */
const boundary = /(?<=[.!?:;])\s+(?=["“(]*[\p{Lu}\d`])|https?:\/\/\S+/u;

/** A list item or a heading begins here. */
const isStart = (line: string) => /^\s*([-*+]|\d+[.)])\s|^#/.test(line);
/** A paragraph ended before this line, or ends with it. */
const isEnd = (line: string) => /^\s*$|^#|^\s*```/.test(line);

function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)?/g, '$1')
    .replace(/[[\]*_`<>]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\s*\([^)]*\)(?=[,;])/, '')
    .replace(/^[\s,.;:()]+(?:and\s+)?|[\s,;:(]+$/g, '')
    .trim();
}
