import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textChanges, type BlockChange } from './text-changes.ts';
import { Work } from './work.ts';

interface Block {
  text: string;
}

/** What a reader sees who skips one kind of mark. */
function reading(changes: readonly BlockChange<Block>[], skipped: 'ins' | 'del'): string[] {
  return changes.flatMap((change) => {
    if (change.how === skipped) return [];
    if (change.how !== 'changed') return [change.block.text];
    const kept = change.pieces.filter(({ how }) => how !== skipped);
    return [kept.map(({ text }) => text).join('')];
  });
}

const word = fc.constantFrom('one', 'two', 'three', 'ünï', '原', '、', ',', '(x)', '👩🏽', 'é');
const blank = fc.constantFrom(' ', '  ', '\t', '');
const line = fc
  .array(fc.tuple(word, blank), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.flat().join(''));
const anyLine = fc.oneof(line, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }));
const blocks = fc.array(
  anyLine.map((text) => ({ text })),
  { maxLength: 20 },
);

/** A text and what somebody made of it: lines dropped, put in, and changed by a word. */
const edited = fc
  .tuple(blocks, fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'add', 'change'), anyLine)))
  .map(([before, edits]) => {
    const after = [...before];
    for (const [where, what, text] of edits) {
      const at = where % (after.length + 1);
      if (what === 'drop') after.splice(at, 1);
      else if (what === 'add') after.splice(at, 0, { text });
      else if (after[at] !== undefined) after[at] = { text: `${after[at].text} ${text}` };
    }
    return [before, after] as const;
  });

test('without what is inserted it reads as before, without what is deleted as after', () => {
  fc.assert(
    fc.property(
      fc.oneof(edited, fc.tuple(blocks, blocks)),
      fc.nat(3000),
      ([before, after], steps) => {
        for (const work of [undefined, new Work(steps)]) {
          const changes = textChanges(before, after, work);
          expect(reading(changes, 'ins')).toEqual(before.map(({ text }) => text));
          expect(reading(changes, 'del')).toEqual(after.map(({ text }) => text));
        }
      },
    ),
  );
});

test('a text beside itself has no change, and marks stand side by side only where both kinds are', () => {
  fc.assert(
    fc.property(edited, ([before, after]) => {
      expect(textChanges(before, before).every(({ how }) => how === 'same')).toBe(true);
      for (const change of textChanges(before, after)) {
        if (change.how !== 'changed') continue;
        const hows = change.pieces.map(({ how }) => how);
        expect(hows.some((how, i) => how === hows[i + 1])).toBe(false);
        expect(change.pieces.every(({ text }) => text !== '')).toBe(true);
      }
    }),
  );
});
