import type { TextRange } from '../../../comments/anchoring/text-range.ts';

/** A passage without the white space around it. */
export function trimmed(text: string, { start, end }: TextRange): TextRange {
  const said = text.slice(start, end);
  const from = start + said.length - said.trimStart().length;
  return { start: from, end: Math.max(from, start + said.trimEnd().length) };
}
