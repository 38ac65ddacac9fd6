import type { TextRange } from './text-range.ts';

/** The blocks of a canonical text: what stands between its newlines. */
export function blocksOf(text: string): TextRange[] {
  const blocks: TextRange[] = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end > start) blocks.push({ start, end });
    start = end + 1;
  }
  return blocks;
}
