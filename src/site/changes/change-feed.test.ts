import { readFile } from 'node:fs/promises';
import { parseAtomFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { change, type LearnedChange } from '../../status/changes/change.ts';
import { changeFeed } from './change-feed.ts';

const learned = (n: number): LearnedChange['learned'] => ({
  commit: `${n}`.repeat(40),
  date: `2026-10-0${n}T12:00:00Z`,
});
const changes: LearnedChange[] = [
  {
    ...change({
      ...{ kind: 'status', proposal: 1, subject: 'gone', from: 'in progress', to: 'done' },
      words: 'alpha, <b>Gone</b> & more: done\u0007, before in progress',
      projects: ['alpha'],
      happened: { on: '2026-09-30T10:00:00Z', commit: 'c' },
    }),
    learned: learned(1),
  },
  {
    ...change({ kind: 'concern', proposal: 1, subject: 'slow', words: '“Slow” raised' }),
    learned: learned(2),
  },
];
const given = {
  ...{ title: 'What changed', self: '/feeds/all.atom', page: '/changes/' },
  updated: '2026-10-05T00:00:00Z',
};
const validated = async (xml: string) => {
  const schema = await readFile('test/governance/atom/atom.rng', 'utf8');
  return validateXML({ xml, schema, extension: 'relaxng' });
};

test('a feed holds against Atom’s schema, with changes and without', async () => {
  for (const of of [changes, []]) {
    const { valid, rawOutput } = await validated(changeFeed({ ...given, changes: of }));
    expect(valid, rawOutput).toBe(true);
  }
});

test('the schema refuses what Atom refuses', async () => {
  const feed = changeFeed({ ...given, changes });
  for (const part of [/<updated>.*?<\/updated>/, /<id>.*?<\/id>/, /<author>[\s\S]*?<\/author>/]) {
    expect((await validated(feed.replace(part, ''))).valid).toBe(false);
  }
});

test('newest first, each with its own name, its days, and no sign that XML has no form for', () => {
  const feed = parseAtomFeed(changeFeed({ ...given, changes }));
  expect(feed.updated).toBe('2026-10-02T12:00:00.000Z');
  expect(feed.entries?.map(({ title }) => title?.value)).toEqual([
    '0001 “Slow” raised',
    '0001 alpha, <b>Gone</b> & more: done, before in progress',
  ]);
  expect(new Set(feed.entries?.map(({ id }) => id)).size).toBe(2);
  expect(feed.entries?.[1]?.content?.value).toContain('Happened: 30 Sept 2026.');
  // The same change has the same name in the next build.
  expect(changeFeed({ ...given, changes })).toBe(changeFeed({ ...given, changes }));
});
