import { expect, it } from 'vitest';
import { dependencies } from './depends-on.ts';

const systems = [{ kind: 'gerrit' as const, host: 'review.example.org', aliases: [] }];
const changeId = `I${'a'.repeat(40)}`;
const of = (...values: string[]) =>
  dependencies(
    values.map((value) => ({ key: 'Depends-On', value })),
    systems,
  );

it.each([
  [['https://review.example.org/12'], ['gerrit:review.example.org/?~12']],
  [
    ['https://review.example.org/12, https://review.example.org/c/a/b/+/13.'],
    ['gerrit:review.example.org/?~12', 'gerrit:review.example.org/a/b~13'],
  ],
  [['<https://review.example.org/12> (merged)'], ['gerrit:review.example.org/?~12']],
  [[changeId], [changeId]],
  [[`${changeId} https://review.example.org/12`], [changeId, 'gerrit:review.example.org/?~12']],
  [['the release of the library'], ['the release of the library']],
  [['https://elsewhere.example.org/12'], ['https://elsewhere.example.org/12']],
  [['x', 'x'], ['x']],
])('%j waits for %j', (values, expected) => {
  expect(of(...values)).toEqual(expected);
});

it('no other footer makes a review wait', () => {
  expect(dependencies([{ key: 'Topic', value: changeId }], systems)).toEqual([]);
});
