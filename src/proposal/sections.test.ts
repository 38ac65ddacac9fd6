import { expect, test } from 'vitest';
import { parseMarkdown } from './markdown.ts';
import { sections, stageAt } from './sections.ts';

const text = `---
a: 1
---

## Plan

### Stage: first

Text.

#### Detail

### Other

## Impact
`;

test('a stage’s section ends at the next heading of its depth or above, details included', () => {
  const all = sections(parseMarkdown(text));
  expect(all.map(({ title, depth, line, end }) => [title, depth, line, end])).toEqual([
    ['Plan', 2, 5, 14],
    ['Stage: first', 3, 7, 12],
    ['Detail', 4, 11, 12],
    ['Other', 3, 13, 14],
    ['Impact', 2, 15, 16],
  ]);
  expect([6, 7, 9, 12, 13, 15].map((line) => stageAt(all, line))).toEqual([
    undefined,
    'first',
    'first',
    'first',
    undefined,
    undefined,
  ]);
});

test('a heading in a code block is none', () => {
  expect(sections(parseMarkdown('```md\n### Stage: x\n```\n'))).toEqual([]);
});
