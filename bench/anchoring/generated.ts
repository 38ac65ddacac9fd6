import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import { draftOf, truthOf, writtenText, type Draft } from './draft-text.ts';
import { editKinds } from './edit-kinds.ts';
import type { Random } from './random.ts';
import type { Truth } from './score.ts';

/** A passage, an edit of its text, and where the passage stands afterwards, known exactly. */
export interface Case {
  kind: string;
  length: string;
  range: TextRange;
  truth: Truth;
}

/** One edit and the passages that it touched. */
export interface GeneratedEdit {
  before: string;
  after: string;
  cases: Case[];
}

/** Lengths of passages, in words. */
export const lengths: Readonly<Record<string, readonly [number, number]>> = {
  '1 word': [1, 1],
  '2 to 5 words': [2, 5],
  '6 to 25 words': [6, 25],
  '26 to 90 words': [26, 90],
  '91 to 250 words': [91, 250],
};

/**
 * One edit of each kind to a text, with passages among the words that it touched.
 *
 * @param other a text about something else, from which inserted words are taken
 */
export function* generatedEdits(
  text: string,
  other: string,
  random: Random,
): Generator<GeneratedEdit> {
  // An address for a word would outweigh all other words of its passage.
  const others = draftOf(other)
    .map((block) => block.filter((word) => word.text.length <= 20))
    .filter((block) => block.length > 0);
  for (const [kind, edit] of Object.entries(editKinds)) {
    const { before, copied } = withNearCopy(text, random);
    const draft = draftOf(before);
    const words = writtenText(draft).words;
    const touched = [...new Set(edit(draft, { random, others, copied }))];
    const after = writtenText(draft);
    const cases: Case[] = [];
    for (const [length, [least, most]] of Object.entries(lengths)) {
      if (touched.length === 0) continue;
      const first = random.one(touched);
      const last = Math.min(words.length - 1, first + random.from(least, most) - 1);
      if (last - first + 1 < least) continue;
      const truth = truthOf(after, first, last);
      if (truth === 'unclear') continue;
      const range = { start: words[first]?.start ?? 0, end: words[last]?.end ?? 0 };
      cases.push({ kind, length, range, truth });
    }
    yield { before, after: after.text, cases };
  }
}

/** The text with a near copy of one of its blocks elsewhere, as templates and lists have. */
function withNearCopy(text: string, random: Random): { before: string; copied: number } {
  const draft: Draft = draftOf(text);
  const large = draft.flatMap((block, i) => (block.length >= 12 ? [i] : []));
  const at = random.one(large);
  const copy = (draft[at] ?? []).map((word) => ({
    text: random.below(100) < 15 ? random.one(random.one(draft)).text : word.text,
    origin: undefined,
  }));
  const first = draft[at]?.[0]?.origin;
  draft.splice(random.below(draft.length + 1), 0, copy);
  const written = writtenText(draft);
  const copied = written.words.findIndex(({ origin }) => origin === first);
  return { before: written.text, copied };
}
