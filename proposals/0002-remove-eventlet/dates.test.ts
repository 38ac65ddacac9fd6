import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { readSnapshots } from '../../src/adoption/read-snapshots.ts';

/** The prose on one line, so that a date and its commit stand side by side. */
let prose = '';
/** Every commit that changed an answer: its id, and the day on which it landed. */
const landed = new Map<string, string>();
beforeAll(async () => {
  prose = (await readFile('proposals/0002-remove-eventlet/index.md', 'utf8')).replace(/\s+/g, ' ');
  const { snapshots } = await readSnapshots('proposals/0002-remove-eventlet');
  for (const { probes, partProbes } of snapshots) {
    const answers = [probes, ...Object.values(partProbes)].flatMap((one) => Object.values(one));
    for (const [, commit, date] of answers.flatMap(({ points }) => points)) {
      landed.set(commit, date.slice(0, 10));
    }
  }
});

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

test('a date beside a commit is the day on which that commit landed on the main line', () => {
  const dated = new RegExp(`(\\d{1,2}) (${months.join('|')}) (\\d{4}) \\(([0-9a-f]{7,40})\\b`, 'g');
  const said = [...prose.matchAll(dated)].flatMap(
    ([, day = '', month = '', year = '', id = '']) => {
      const commit = [...landed.keys()].find((one) => one.startsWith(id));
      const number = String(months.indexOf(month) + 1).padStart(2, '0');
      return commit === undefined
        ? []
        : [[id, `${year}-${number}-${day.padStart(2, '0')}`, commit]];
    },
  );
  // Commits of the governance repository, which no probe asks, are not among them.
  expect(said.length).toBeGreaterThan(10);
  expect(said.map(([id, day]) => `${id} ${day}`)).toEqual(
    said.map(([id, , commit = '']) => `${id} ${landed.get(commit)}`),
  );
});

test.each([
  ['landed among the proposed goals on 22 July 2024 (ad9cae0a)'],
  ['was selected on 21 January 2025 (c37e070e)'],
  ['its dates moved on 22 July 2025 (9549a7d0)'],
  ['20 December 2024, 60f7bc20'],
])('the goal’s own dates are those of the merges: %s', (words) => {
  expect(prose).toContain(words);
});

test('how 2026.2 came out is said to be unknown, with the day on which the copies end', () => {
  const chapter = /### How 2026\.2 came out (.*?) ### /.exec(prose)?.[1] ?? '';
  expect(chapter).toContain('**not known here**');
  expect(chapter).toContain('end on 21 August 2026');
});

test('who asks is named by place, and no concern is raised by the author of the text', async () => {
  const text = await readFile('proposals/0002-remove-eventlet/index.md', 'utf8');
  expect(text).not.toMatch(/raisedBy:.*author of this/i);
  expect(text.match(/raisedBy:/g)?.length).toBe(text.match(/^ {4}where:/gm)?.length);
});
