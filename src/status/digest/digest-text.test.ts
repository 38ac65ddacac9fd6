import { expect, test } from 'vitest';
import { change, type Change } from '../changes/change.ts';
import { digestHtml, digestMarkdown, digestTitle, screen } from './digest-text.ts';
import type { Digest } from './digest.ts';

const learned = { commit: 'a'.repeat(40), date: '2026-10-05T12:00:00Z' };
const empty: Digest = {
  ...{ team: null, since: '2026-10-01', base: null, head: learned, left: 0 },
  ...{ toDo: [], changes: [], unknown: [] },
};
const context = { today: '2026-10-06' };
const told = (words: string, more: Partial<Change> = {}) => ({
  ...change({ kind: 'plan', proposal: 1, subject: words, words, ...more }),
  learned,
});
const many = (count: number) => Array.from({ length: count }, (_, i) => told(`change ${i}`));

test.each([
  [{}, {}, 'All blueprints: what changed since 1 Oct 2026'],
  [{ team: 'web' }, {}, 'web: what changed since 1 Oct 2026'],
  [
    { team: 'web', since: '2026-10-01T10:00:00Z' },
    { name: 'Web' },
    'Web: what changed since 1 Oct 2026',
  ],
  [{ since: '0123456789abcdef' }, {}, 'All blueprints: what changed since 0123456789'],
  [{ since: 'v2026-10-01' }, {}, 'All blueprints: what changed since v2026-10-0'],
])('its title: %j %j', (digest, more, title) => {
  expect(digestTitle({ ...empty, ...digest }, { ...context, ...more })).toBe(title);
});

test('where nothing is to be told it says so', () => {
  expect(digestMarkdown(empty, context)).toBe(
    '# All blueprints: what changed since 1 Oct 2026\n\n## What changed\n\nNothing.\n',
  );
  expect(digestMarkdown({ ...empty, team: 'web' }, context)).toBe(
    '# web: what changed since 1 Oct 2026\n\n## To do\n\nNothing waits for this team.\n\n## What changed\n\nNothing.\n',
  );
});

test('a digest of everything tells all of it in full', () => {
  const long = 'a long word '.repeat(20).trim();
  const digest: Digest = {
    ...{ ...empty, left: 2, unknown: ['one thing', 'another'] },
    changes: [
      told(long),
      told('on a day', { happened: { on: '2026-10-02' } }),
      told('on the same day', { happened: { on: '2026-10-05' } }),
    ],
  };
  const items = digestMarkdown(digest, { ...context, page: 'All of it.' });
  expect(items).toContain('## What changed\n\n- ');
  expect(items).toContain(`- 0001 ${long} (5 Oct 2026)\n`);
  expect(items).toContain('- 0001 on a day (2 Oct 2026; here since 5 Oct 2026)\n');
  expect(items).toContain('- 0001 on the same day (5 Oct 2026)\n');
  expect(items).not.toContain('Nothing');
  expect(items).not.toContain('To do');
  expect(items).toMatch(/- and 2 more\n\nNot known: one thing; another\n\nAll of it\.\n$/);
});

test('a team’s digest tells its duties and changes, cut to one screen', () => {
  const duty = (words: string, due: string | null) => ({
    ...{ kind: 'stage' as const, proposal: 1, due, words, todo: ' take  out\nit ' },
  });
  const digest: Digest = {
    ...{ ...empty, team: 'web', unknown: ['one'] },
    toDo: [duty('late', '2026-10-05'), duty('today', '2026-10-06'), duty('none', null)],
    changes: [told('a word', { happened: { on: '2026-10-02' } })],
  };
  expect(digestMarkdown(digest, context)).toBe(`# web: what changed since 1 Oct 2026

## To do

- was due 5 Oct 2026: late
  take out it
- due 6 Oct 2026: today
  take out it
- none
  take out it

## What changed

- 0001 a word (2 Oct 2026; here since 5 Oct 2026)

Not known: one
`);
});

test.each([
  [11, 0, undefined],
  [12, 0, '- and 1 more'],
  [11, 3, '- and 3 more'],
  [13, 3, '- and 5 more'],
])(
  'of %d changes and %d that were left out before, eleven stand in a team’s',
  (count, left, more) => {
    const lines = digestMarkdown(
      { ...empty, team: 'web', changes: many(count), left },
      context,
    ).split('\n');
    expect(lines.filter((line) => line.startsWith('- 0001'))).toHaveLength(11);
    expect(lines.find((line) => line.startsWith('- and'))).toBe(more);
  },
);

test('a digest of everything ends, too', () => {
  const text = digestMarkdown({ ...empty, changes: many(401) }, context);
  expect(text.match(/^- 0001/gm)).toHaveLength(400);
  expect(text).toMatch(/- and 1 more\n$/);
});

test('what is too long for a line ends in a sign that says so, and says all that fits', () => {
  const line = (words: string) =>
    digestMarkdown({ ...empty, team: 'web', changes: [told(words)] }, context)
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  expect(line('x'.repeat(200))).toMatch(/^- 0001 x+… \(5 Oct 2026\)$/);
  expect(line('x'.repeat(200)).length).toBeGreaterThan(screen.signs - 10);
  expect(line('x'.repeat(200)).length).toBeLessThanOrEqual(screen.signs);
  expect(line(`${'y'.repeat(60)}${' z'.repeat(60)}`)).not.toContain(' …');
  expect(line('*'.repeat(200)).length).toBeLessThanOrEqual(screen.signs);
});

test('the page has the title and the text', () => {
  const html = digestHtml({ ...empty, team: 'web' }, { ...context, name: 'Web & Co' });
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">/);
  expect(html).toContain('<title>Web &#x26; Co: what changed since 1 Oct 2026</title>');
  expect(html).toContain('<h2>To do</h2>\n<p>Nothing waits for this team.</p>');
});
