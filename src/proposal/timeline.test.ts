import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from './markdown.ts';
import { checkTimelines, readTimeline, timelineWords } from './timeline.ts';

const block = [
  'Two requests on one thread.',
  'A switch is not seen.',
  '',
  'A: runs 2 reads, waits 3 ask(x), runs 1',
  'B: - 2, runs 3 reads, - 1, stalls 2',
].join('\n');

test('a block is a caption, and lanes whose whiles follow each other', () => {
  const { timeline, faults } = readTimeline(block);
  expect(faults).toEqual([]);
  expect(timeline).toEqual({
    caption: 'Two requests on one thread. A switch is not seen.',
    units: 8,
    lanes: [
      {
        name: 'A',
        segments: [
          { does: 'runs', from: 0, to: 2, label: 'reads' },
          { does: 'waits', from: 2, to: 5, label: 'ask(x)' },
          { does: 'runs', from: 5, to: 6, label: '' },
        ],
      },
      {
        name: 'B',
        segments: [
          { does: 'runs', from: 2, to: 5, label: 'reads' },
          { does: 'stalls', from: 6, to: 8, label: '' },
        ],
      },
    ],
    switches: [
      { at: 5, from: 1, to: 0 },
      { at: 2, from: 0, to: 1 },
    ],
  });
  expect(timeline && timelineWords(timeline)).toBe(
    'A: runs (reads), then waits (ask(x)), then runs. B: runs (reads), then stalls.',
  );
});

test('where two run at once nothing is switched', () => {
  const { timeline } = readTimeline(
    'Two threads.\n\nA: runs 2, runs 2\nB: - 1, runs 1, - 1, runs 1',
  );
  expect(timeline?.switches).toEqual([]);
});

test('each fault is told at its line in the file, with what is allowed', () => {
  const text = ['# x', '', '```timeline', 'Words', '', 'A: sleeps 2', 'no lane', '```'].join('\n');
  const told = checkTimelines(parseMarkdown(text), 'index.md');
  expect(told.map(({ line, message }) => [line, message])).toEqual([
    [6, 'not a while of a lane: `sleeps 2`'],
    [7, 'not a lane: `no lane`'],
  ]);
  expect(told[0]?.hint).toMatch(/^allowed: runs, waits, stalls, -, /);
});

test.each([
  ['', /needs a caption/],
  ['A: runs 1', /needs a caption/],
  ['Words\n\n', /needs a caption/],
  [`Words\n\n${'A: runs 1\n'.repeat(9)}`, /can be drawn/],
  [`Words\n\nA: ${'runs 20, '.repeat(3)}runs 1`, /can be drawn/],
])('%j is none', (text, why) => {
  const { timeline, faults } = readTimeline(text);
  expect(timeline).toBeUndefined();
  expect(faults.map(({ message }) => message).join()).toMatch(why);
});

test('whatever stands in a block, it is a timeline within bounds or has a fault', () => {
  const word = fc.constantFrom('runs', 'waits', '-', ':', ',', ' ', '\n', '3', '99', 'a', '\n\n');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const { timeline, faults } = readTimeline(words.join(''));
      expect(timeline === undefined).toBe(faults.length > 0);
      if (timeline === undefined) return;
      expect(timeline.lanes.length).toBeLessThanOrEqual(8);
      for (const { to } of timeline.lanes.flatMap(({ segments }) => segments)) {
        expect(to).toBeLessThanOrEqual(timeline.units);
      }
    }),
  );
});
