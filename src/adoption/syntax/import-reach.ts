import type { Literal } from '../search/literal.ts';

/**
 * A byte of Python behind which no statement begins that imports a name of the first module, be it one
 * of many on its line; -1: none does. More than a few bytes are looked at only around the name itself.
 */
export function lastImported(bytes: Buffer, first: Literal): number {
  let last = -1;
  for (let at = first.at(bytes); at >= 0; at = first.at(bytes, at + 1)) {
    if (mayImport(bytes, at)) last = at;
  }
  return last;
}

const comma = 0x2c;
const longestKeyword = 'import'.length;

/** Stands `import`, `from` or a comma before it, whatever signs and blanks are between? */
function mayImport(bytes: Buffer, at: number): boolean {
  let end = at;
  while (end > 0 && !isWord(bytes[end - 1] ?? 0)) {
    if (bytes[--end] === comma) return true;
  }
  const word = bytes.toString('latin1', Math.max(0, end - longestKeyword - 1), end);
  return /(?<!\w)(?:import|from)$/.test(word);
}

function isWord(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f
  );
}
