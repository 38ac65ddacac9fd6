import { expect, test } from 'vitest';
import { textChanges } from './text-changes.ts';

/** Changes as one line each: `=`, `+`, `-`, or words with `[-…-]` and `{+…+}`. */
function shown(before: string, after: string): string[] {
  const blocks = (text: string) => text.split('\n').map((one) => ({ text: one }));
  return textChanges(blocks(before), blocks(after)).map((change) => {
    if (change.how !== 'changed')
      return `${{ same: '=', ins: '+', del: '-' }[change.how]} ${change.block.text}`;
    return change.pieces
      .map(({ how, text }) =>
        how === 'same' ? text : how === 'ins' ? `{+${text}+}` : `[-${text}-]`,
      )
      .join('');
  });
}

test('a word of a block changes, its other words stay', () => {
  expect(shown('a\nThe old rule holds today.\nz', 'a\nThe new rule holds today.\nz')).toEqual([
    '= a',
    'The [-old-]{+new+} rule holds today.',
    '= z',
  ]);
});

test('words that change side by side are read as one phrase', () => {
  expect(shown('We keep the old green pool here.', 'We keep a large thread pool here.')).toEqual([
    'We keep [-the old green-]{+a large thread+} pool here.',
  ]);
});

test('a block that is like none of the others went or came', () => {
  expect(shown('Nothing of this stays there.\nend', 'Quite another sentence, now.\nend')).toEqual([
    '- Nothing of this stays there.',
    '+ Quite another sentence, now.',
    '= end',
  ]);
});

test('of several blocks each is paired with the one that it is most like', () => {
  const before = 'first line about pools\nsecond line about threads';
  const after = 'an added line\nsecond line about many threads';
  expect(shown(before, after)).toEqual([
    '- first line about pools',
    '+ an added line',
    'second line about {+many +}threads',
  ]);
});

test('texts of thousands of blocks without anything in common end, and say all', () => {
  const many = (word: string) =>
    Array.from({ length: 4000 }, (_, i) => ({ text: `${word} ${i} ${word}${i}` }));
  const changes = textChanges(many('a'), many('b'));
  expect(changes.filter(({ how }) => how === 'del')).toHaveLength(4000);
  expect(changes.filter(({ how }) => how === 'ins')).toHaveLength(4000);
});
