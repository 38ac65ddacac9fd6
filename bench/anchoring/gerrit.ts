import { diffArrays } from 'diff';
import type { TextRange } from '../../src/comments/anchoring/text-range.ts';
import type { SourceText } from './source-text.ts';

/**
 * Gerrit's rule for ported comments (its GitPositionTransformer, as its documentation tells it): a
 * comment's lines are shifted by the edits above them; where an edit meets one of them, the comment
 * goes to the file and has no place any more. It never guesses.
 */
export function gerritPorter(before: SourceText, after: SourceText) {
  const shift = shiftsOf(before.lines, after.lines);
  const startsAfter = lineStarts(after);
  const startsBefore = lineStarts(before);
  return (range: TextRange): TextRange | undefined => {
    const first = before.lineOf[range.start] ?? 0;
    const last = before.lineOf[range.end - 1] ?? 0;
    const by = shift[first];
    for (let line = first; line <= last; line++) {
      if (by === undefined || shift[line] !== by) return undefined;
    }
    const to = (offset: number, line: number) =>
      (startsAfter.get(line + (by ?? 0)) ?? NaN) + offset - (startsBefore.get(line) ?? NaN);
    return { start: to(range.start, first), end: to(range.end - 1, last) + 1 };
  };
}

/** By how many lines each one-based line moved; undefined where it did not stay. */
function shiftsOf(before: string[], after: string[]): (number | undefined)[] {
  const shift: (number | undefined)[] = [];
  let [old, now] = [1, 1];
  for (const { added, removed, count } of diffArrays(before, after)) {
    if (!added && !removed) for (let i = 0; i < count; i++) shift[old + i] = now - old;
    if (!added) old += count;
    if (!removed) now += count;
  }
  return shift;
}

function lineStarts({ text, lineOf }: SourceText): Map<number, number> {
  const starts = new Map<number, number>();
  for (const [at, line] of lineOf.entries()) {
    if (!starts.has(line) && text.charAt(at).trim() !== '') starts.set(line, at);
  }
  return starts;
}
