import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from './alignment.ts';
import { InsertedText } from './inserted-text.ts';
import { place } from './place.ts';
import { reanchor } from './reanchor.ts';
import type { TextRange } from './text-range.ts';
import { Work } from './work.ts';

/** Blocks of words of which no two are the same, so that there is one right answer. */
const uniqueBlocks = fc
  .array(fc.integer({ min: 6, max: 25 }), { minLength: 3, maxLength: 12 })
  .map((lengths) => {
    let next = 0;
    return lengths.map((length) =>
      Array.from({ length }, () => `w${(next++ * 7919) % 100_003}`).join(' '),
    );
  });

/** Words that have no letter or digit in common with those of the blocks above: nothing like them. */
const foreign = fc
  .array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 30 })
  .map((numbers) => numbers.map((one) => String(one).replace(/\d/g, letter)).join(' '));

function letter(digit: string): string {
  return 'abcdefghij'.charAt(Number(digit));
}

function wordsOf(text: string): number {
  return text.split(' ').length;
}

/** A passage of whole words of a block. */
function passageIn(block: string, a: number, b: number): TextRange {
  const words = [...block.matchAll(/\S+/g)];
  const first = a % words.length;
  const last = first + (b % (words.length - first));
  const end = words[last];
  return { start: words[first]?.index ?? 0, end: (end?.index ?? 0) + (end?.[0].length ?? 0) };
}

function inText(blocks: readonly string[], i: number, { start, end }: TextRange): TextRange {
  const before = blocks.slice(0, i).reduce((sum, { length }) => sum + length + 1, 0);
  return { start: before + start, end: before + end };
}

const shape = fc.record({
  blocks: uniqueBlocks,
  i: fc.nat(),
  a: fc.nat(),
  b: fc.nat(),
  at: fc.nat(),
});

describe('reanchor, whatever the text', () => {
  it('finds every passage of an unchanged text where it was', () => {
    fc.assert(
      fc.property(shape, ({ blocks, i, a, b }) => {
        const text = blocks.join('\n');
        const at = i % blocks.length;
        const range = inText(blocks, at, passageIn(blocks[at] ?? '', a, b));
        expect(reanchor(text, text, [range])).toEqual([
          { outcome: 'exact', range, confidence: 1, method: 'diff' },
        ]);
      }),
    );
  });

  it('finds a passage word for word when blocks came between others', () => {
    fc.assert(
      fc.property(shape, foreign, ({ blocks, i, a, b, at }, added) => {
        const index = i % blocks.length;
        const passage = passageIn(blocks[index] ?? '', a, b);
        const where = at % (blocks.length + 1);
        const changed = blocks.toSpliced(where, 0, added);
        const range = inText(changed, index + (where <= index ? 1 : 0), passage);
        const answers = reanchor(blocks.join('\n'), changed.join('\n'), [
          inText(blocks, index, passage),
        ]);
        expect(answers).toEqual([{ outcome: 'exact', range, confidence: 1, method: 'diff' }]);
      }),
    );
  });

  it('finds a passage of a block that moved', () => {
    fc.assert(
      fc.property(shape, ({ blocks, i, a, b, at }) => {
        const index = i % blocks.length;
        const block = blocks[index] ?? '';
        const passage = passageIn(block, a, b);
        const rest = blocks.toSpliced(index, 1);
        const where = at % (rest.length + 1);
        const changed = rest.toSpliced(where, 0, block);
        const [answer] = reanchor(blocks.join('\n'), changed.join('\n'), [
          inText(blocks, index, passage),
        ]);
        expect(answer).toMatchObject({ range: inText(changed, where, passage), confidence: 1 });
      }),
    );
  });

  it('places no passage of a block that is gone, or for which another stands', () => {
    fc.assert(
      fc.property(shape, foreign, fc.boolean(), ({ blocks, i, a, b }, other, isReplaced) => {
        const index = i % blocks.length;
        const range = inText(blocks, index, passageIn(blocks[index] ?? '', a, b));
        const rest = isReplaced ? [other] : [];
        const changed = blocks.toSpliced(index, 1, ...rest);
        const [answer] = reanchor(blocks.join('\n'), changed.join('\n'), [range]);
        // Six words for six may be words exchanged in their place, however little they have in common.
        const words = wordsOf(blocks[index] ?? '');
        const isExchanged = isReplaced && words <= 6 && wordsOf(other) === words;
        if (!isExchanged || answer?.outcome !== 'rewritten') {
          expect(answer?.outcome).toBe('orphaned');
          return;
        }
        const { start, end } = inText(changed, index, { start: 0, end: other.length });
        expect(answer.range.start).toBeGreaterThanOrEqual(start);
        expect(answer.range.end).toBeLessThanOrEqual(end);
      }),
    );
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('a', 'the', '.', '\n', ' ', '7', '中', '😀', 'executor', '()'), {
        maxLength: 120,
      })
      .map((words) => words.join('')),
  );

  it('answers within the new text, for texts that have nothing in common too', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), fc.nat(), (before, after, a, b) => {
        const characters = Array.from(before);
        fc.pre(characters.length > 0);
        const first = a % characters.length;
        const last = first + (b % (characters.length - first));
        const start = characters.slice(0, first).join('').length;
        const end = characters.slice(0, last + 1).join('').length;
        fc.pre(before.slice(start, end).trim() !== '');
        const [answer] = reanchor(before, after, [{ start, end }]);
        expect(reanchor(before, after, [{ start, end }])).toEqual([answer]);
        expect(answer?.confidence).toBeGreaterThanOrEqual(0);
        expect(answer?.confidence).toBeLessThanOrEqual(1);
        if (answer === undefined) expect.fail('no answer');
        if (answer.outcome === 'orphaned') {
          expect(answer.near).toBeGreaterThanOrEqual(0);
          expect(answer.near).toBeLessThanOrEqual(after.length);
          return;
        }
        const { range } = answer;
        const text = after.slice(range.start, range.end);
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(after.length);
        expect(text).not.toBe('');
        if (before.isWellFormed() && after.isWellFormed()) expect(text.isWellFormed()).toBe(true);
        if (answer.outcome === 'exact') expect(text).toBe(before.slice(start, end));
      }),
      { numRuns: 400 },
    );
  });

  it('says that a passage is orphaned where no work is left to look for it', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        fc.pre(before.length > 0);
        const alignment = align(before, after, new Work(0));
        const none = new Work(0);
        const range = { start: 0, end: before.length };
        const answer = place(alignment, range, new InsertedText(alignment, none), none);
        expect(['exact', 'edited', 'orphaned']).toContain(answer.outcome);
      }),
    );
  });
});
