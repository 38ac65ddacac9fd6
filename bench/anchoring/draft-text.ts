import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import type { Truth } from './score.ts';

/** A word of a text that is being edited, and which word of the text before it is, if any. */
export interface DraftWord {
  text: string;
  origin: number | undefined;
}

/** A text as blocks of words, in which edits keep what became of each word. */
export type Draft = DraftWord[][];

/** The text of a draft, and the place of each of its words. */
export interface WrittenText {
  text: string;
  words: (TextRange & { origin: number | undefined; block: number })[];
}

export function draftOf(text: string): Draft {
  let origin = 0;
  return text
    .split('\n')
    .map((block) =>
      block
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => ({ text: word, origin: origin++ })),
    )
    .filter((block) => block.length > 0);
}

export function writtenText(draft: Draft): WrittenText {
  const words: WrittenText['words'] = [];
  let text = '';
  for (const [block, line] of draft.filter(({ length }) => length > 0).entries()) {
    if (text !== '') text += '\n';
    for (const [i, word] of line.entries()) {
      if (i > 0) text += ' ';
      const start = text.length;
      text += word.text;
      words.push({ start, end: text.length, origin: word.origin, block });
    }
  }
  return { text, words };
}

/**
 * Where the words `first` to `last` of the text before stand now, word by word. `gone`: none does;
 * `unclear`: so few, or so many in another place, that people would not agree.
 */
export function truthOf(after: WrittenText, first: number, last: number): Truth | 'unclear' {
  const length = last - first + 1;
  const apart = Math.max(8, length / 2);
  const words: TextRange[] = [];
  const clusters: number[] = [];
  let previous = -Infinity;
  for (const [i, { origin, start, end }] of after.words.entries()) {
    if (origin === undefined || origin < first || origin > last) continue;
    if (i - previous > apart) clusters.push(0);
    clusters.push((clusters.pop() ?? 0) + 1);
    words.push({ start, end });
    previous = i;
  }
  const [most = 0, next = 0] = clusters.sort((a, b) => b - a);
  if (most === 0) return 'gone';
  const isOne = clusters.length === 1 || next <= 0.4 * most;
  return most >= 0.6 * length && isOne ? words : 'unclear';
}
