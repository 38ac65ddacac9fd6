import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { salvaged } from './salvaged-front-matter.ts';

let data: Record<string, unknown>;
const body = '\n## Problem\n\nText, *as it is*.\n';
beforeAll(async () => {
  const text = await readFile('test/support/async-blueprint/index.md', 'utf8');
  data = parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '') as Record<string, unknown>;
});
const written = (more: object) =>
  salvaged('0001-async', `---\n${JSON.stringify({ ...data, ...more })}\n---\n${body}`);
const dataOf = (found: ReturnType<typeof salvaged>) => {
  const [, front = '', prose] = /^---\n(.*)\n---\n([\s\S]*)$/.exec(found?.text ?? '') ?? [];
  return { prose, data: JSON.parse(front || 'null') as Record<string, unknown> | null };
};

test('what holds whole needs nothing left out', () => {
  expect(written({})).toBeUndefined();
});

test('of a list the entries that hold are kept, and the prose is as it was', () => {
  const claim = { projects: ['alpha'], stage: 'removed', status: 'done', date: '2026-02-12' };
  const good = { ...claim, source: 'Meeting' };
  const found = written({ claims: [good, claim] });
  expect(found?.lost).toEqual(['claims']);
  const { data: kept, prose } = dataOf(found);
  expect(kept?.['claims']).toEqual([good]);
  expect(kept?.['title']).toBe(data['title']);
  expect(prose).toBe(body);
});

test('what may be absent is left out', () => {
  const found = written({ calendar: 'no calendar' });
  expect(found?.lost).toContain('calendar');
  expect(dataOf(found).data).not.toHaveProperty('calendar');
});

test.each([
  ['what must be there does not hold', { title: 7 }],
  ['another status', { status: 'nonsense' }],
])('there is nothing to be kept where %s', (_, more) => {
  expect(written(more)).toBeUndefined();
});

test.each([
  ['no front matter', 'Text alone.\n'],
  ['front matter that is no mapping', '---\n- a\n---\nText.\n'],
  ['front matter that is no YAML', '---\na: [\n---\nText.\n'],
])('there is nothing to be kept of %s', (_, text) => {
  expect(salvaged('0001-async', text)).toBeUndefined();
});
