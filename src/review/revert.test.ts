import { expect, it } from 'vitest';
import { revertsOf } from './revert.ts';
import type { Review } from './review.ts';

const id = (number: number) => `gerrit:review.example.org/demo/alpha~${number}` as const;
const review = (
  number: number,
  status: Review['status'],
  target?: number | Review['reverts'],
): Review => ({
  id: id(number),
  repository: 'demo/alpha',
  title: `Change ${number}`,
  status,
  owner: 'Ada',
  ...(target === undefined ? {} : { reverts: typeof target === 'number' ? id(target) : target }),
});
const merged = (number: number, target?: number | Review['reverts']) =>
  review(number, 'merged', target);
const open = (number: number, target?: number) => review(number, 'open', target);

const number = (text: string) => Number(text.split('~')[1]);
const pairs = (found: ReadonlyMap<string, Review>) =>
  [...found].map(([target, by]) => [number(target), number(by.id)]);

it.each<[string, Review[], takenBack: number[][], threatened: number[][]]>([
  ['nothing where nothing reverts', [merged(1), open(2)], [], []],
  ['what a merged revert took back', [merged(1), merged(2, 1)], [[1, 2]], []],
  ['nothing that a refused revert asked for', [merged(1), review(2, 'abandoned', 1)], [], []],
  ['what an open revert would take back', [merged(1), open(2, 1)], [], [[1, 2]]],
  ['nothing of what has not merged', [open(1), open(2, 1)], [], []],
  ['the last of two reverts', [merged(1), merged(2, 1), merged(3, 1)], [[1, 3]], []],
  ['a revert that was itself reverted', [merged(1), merged(2, 1), merged(3, 2)], [[2, 3]], []],
  [
    'a revert whose revert was reverted',
    [merged(1), merged(2, 1), merged(3, 2), merged(4, 3)],
    [
      [1, 2],
      [3, 4],
    ],
    [],
  ],
  [
    'the earlier of two reverts where the later was reverted',
    [merged(1), merged(2, 1), merged(3, 1), merged(4, 3)],
    [
      [1, 2],
      [3, 4],
    ],
    [],
  ],
  [
    'the second revert where the first was reverted',
    [merged(1), merged(2, 1), merged(3, 2), merged(4, 1)],
    [
      [1, 4],
      [2, 3],
    ],
    [],
  ],
  ['no threat to what is taken back', [merged(1), merged(2, 1), open(3, 1)], [[1, 2]], []],
  [
    'a threat to what a revert took back and another gave back',
    [merged(1), merged(2, 1), merged(3, 2), open(4, 1)],
    [[2, 3]],
    [[1, 4]],
  ],
  ['nothing by itself', [merged(1, 1)], [], []],
  ['nothing of two that revert each other', [merged(1, 2), merged(2, 1)], [], []],
  ['nothing that is not among them', [merged(2, 1)], [], []],
  [
    'what is named by its number alone',
    [merged(1), merged(2, 'gerrit:review.example.org/?~1')],
    [[1, 2]],
    [],
  ],
])('tells %s', (_, reviews, takenBack, threatened) => {
  const found = revertsOf(reviews);
  expect({ takenBack: pairs(found.takenBack), threatened: pairs(found.threatened) }).toEqual({
    takenBack,
    threatened,
  });
});
