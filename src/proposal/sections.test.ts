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

test.each([
  ['### Stage: x', 'x'],
  ['### Stage:  x', 'x'],
  ['### Stage:x', 'x'],
  ['### Stage: *x*', 'x'],
  ['### Stage: x y', undefined],
  ['### My Stage: x', undefined],
  ['### Stage:', undefined],
  ['## Stage: x', undefined],
  ['#### Stage: x', undefined],
])('%s is the section of %s', (heading, stage) => {
  const [section] = sections(parseMarkdown(`${heading}\n`));
  expect(section).toBeDefined();
  expect(section?.stage).toBe(stage);
  expect('stage' in (section ?? {})).toBe(stage !== undefined);
});

test('a heading in a code block is none', () => {
  expect(sections(parseMarkdown('```md\n### Stage: x\n```\n'))).toEqual([]);
});
