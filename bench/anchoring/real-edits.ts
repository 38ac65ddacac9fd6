import { blocksOf } from '../../src/comments/anchoring/blocks.ts';
import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import { wordsOf } from '../../src/comments/anchoring/words.ts';
import { lengths } from './generated.ts';
import type { FileChange, History } from './history.ts';
import type { Random } from './random.ts';
import { sourceText, type SourceText } from './source-text.ts';

/** A passage that a real change touched: one of its blocks does not stand in the new text any more. */
export interface RealPassage {
  change: FileChange;
  range: TextRange;
  texts: { before: SourceText; after: SourceText };
}

/** The two texts of a change, or undefined where one is too short, too long or missing. */
export async function textsOf(
  history: History,
  { before, after }: Pick<FileChange, 'before' | 'after'>,
): Promise<{ before: SourceText; after: SourceText } | undefined> {
  const texts = await history.texts([before, after]);
  const [old, now] = [texts.get(before), texts.get(after)];
  if (old === undefined || now === undefined) return undefined;
  return { before: sourceText(old), after: sourceText(now) };
}

/** Draws a passage of a drawn length that begins in a drawn block of those that changed. */
export function drawPassage(before: string, after: string, random: Random): TextRange | undefined {
  const there = new Set(blocksOf(after).map(({ start, end }) => after.slice(start, end)));
  const changed = blocksOf(before).filter(({ start, end }) => !there.has(before.slice(start, end)));
  if (changed.length === 0) return undefined;
  const words = wordsOf(before, { start: 0, end: before.length });
  const block = random.one(changed);
  const inBlock = words.flatMap(({ start, end, isWord }, i) =>
    isWord && start >= block.start && end <= block.end ? [i] : [],
  );
  if (inBlock.length === 0) return undefined;
  const first = random.one(inBlock);
  const [least, most] = random.one(Object.values(lengths));
  const last = Math.min(words.length - 1, first + random.from(least, most) - 1);
  return { start: words[first]?.start ?? 0, end: words[last]?.end ?? 0 };
}

/** Draws passages from changes that are drawn at random, one from each. */
export async function drawPassages(
  history: History,
  changes: readonly FileChange[],
  count: number,
  random: Random,
): Promise<RealPassage[]> {
  const drawn: RealPassage[] = [];
  for (let tries = 20 * count; drawn.length < count && tries > 0; tries--) {
    const change = random.one(changes);
    const texts = await textsOf(history, change);
    const range = texts && drawPassage(texts.before.text, texts.after.text, random);
    if (texts !== undefined && range !== undefined) drawn.push({ change, range, texts });
  }
  return drawn;
}
