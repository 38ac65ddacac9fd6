import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { changedSections } from './changed-sections.ts';

const text = await readFile('test/support/async-blueprint/index.md', 'utf8');
const changed = (after: string, before = text) => changedSections('/p/0001-async', before, after);
/** The text with one part of it otherwise, which must be there. */
const otherwise = (from: string | RegExp, to: string) => {
  expect(text).toMatch(from);
  return text.replace(from, to);
};
const withSection = (title: string, words: string) => `${text}\n## ${title}\n\n${words}\n`;

test('of the same text nothing changed, whatever its white space', () => {
  expect(changed(text)).toEqual([]);
  expect(changed(text.replace('## Problem\n', '## Problem\n\n'))).toEqual([]);
});

test('each section is named by its title, also one that came or went', () => {
  expect(changed(otherwise('## Problem\n\n', '## Problem\n\nMore. '))).toEqual(['Problem']);
  const more = withSection('Cost', 'Much.');
  expect(changed(more)).toEqual(['Cost']);
  expect(changed(text, more)).toEqual(['Cost']);
  expect(changed(withSection('Cost', 'More.'), more)).toEqual(['Cost']);
  // A part of a section belongs to it.
  expect(changed(`${more}\n### When\n\nSoon.\n`, more)).toEqual(['Cost']);
});

test('what stands before the first section is the lead', () => {
  expect(changed(otherwise(/\n---\n/, '\n---\n\nIn short: this.\n'))).toEqual(['the lead']);
});

test('a team agrees to the plan with the text: its data is named by its key', () => {
  expect(changed(otherwise(/title: Can run with promises/, 'title: Prepared'))).toEqual(['stages']);
  expect(changed(otherwise(/^affected: .*$/m, 'affected: other'))).toEqual(['affected']);
  expect(changed(otherwise(/^projects: .*$/m, 'projects: { teams: [web] }'))).toEqual(['projects']);
  expect(changed(otherwise(/'1.0': 2026-12-31/, "'1.0': 2027-01-31"))).toEqual(['calendar']);
});

test('what goes on after a team agreed is no change of what it agreed to', () => {
  const before = `${withSection('History', 'r1.')}\n## Concerns\n\nNone.\n`;
  const after = before.replace('r1.', 'r2.').replace('None.', 'One.');
  expect(changed(after, before)).toEqual([]);
  expect(changed(otherwise(/^status: .*$/m, 'status: proposed'))).toEqual([]);
  expect(changed(otherwise(/^updated: .*$/m, 'updated: 2026-03-03'))).toEqual([]);
  expect(changed(otherwise(/signOffs: \[\]/, 'signOffs: [{ team: web, rounds: [] }]'))).toEqual([]);
});
