import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Status } from '../../status/status.ts';
import { badge, badgeWords } from './badge.ts';

const words = (...statuses: Status[]) => {
  const rows = new Map(statuses.map((status, i) => [`s${i}`, { status }]));
  return badgeWords({ rows: new Map([['a', rows]]) } as never, 'a');
};

test.each([
  [['done', 'not affected'], 'done', 'done'],
  [['done', 'in progress', 'not affected'], '1 of 2 stages', 'in progress'],
  [['not started', 'in progress'], '0 of 2 stages', 'not started'],
  [['done', 'regressed'], '1 of 2 stages', 'regressed'],
  [['done', 'unknown'], '1 of 2 stages, 1 unknown', 'in progress'],
  [['unknown', 'not affected'], 'unknown', 'unknown'],
  [['not affected', 'not affected'], 'not affected', 'not affected'],
  [[], 'unknown', 'unknown'],
] as [Status[], string, Status][])('%j says %s', (statuses, message, status) => {
  expect(words(...statuses)).toEqual({ message, status });
});

const drawn = (title: string, status: Status = 'done') => {
  const svg = badge({ number: 2, frontMatter: { title } } as never, words(status));
  return { svg, document: parseHTML(`<html><body>${svg}</body></html>`).document };
};

test('a badge has a title, which says what its drawing says', () => {
  const { document } = drawn('Leave callbacks');
  const svg = document.querySelector('svg');
  expect(svg?.getAttribute('role')).toBe('img');
  expect(svg?.getAttribute('aria-label')).toBe('0002 Leave callbacks: done');
  expect(document.querySelector('title')?.textContent).toBe('0002 Leave callbacks: done');
});

test('it is as wide as its words', () => {
  const width = (title: string) =>
    Number(drawn(title).document.querySelector('svg')?.getAttribute('width'));
  expect(width('WWWWWWWWWW') - width('iiiiiiiiii')).toBeGreaterThan(60);
  expect(width('iiiiiiiiii')).toBeLessThan(width('iiiiiiiiii WW'));
});

test('a stranger’s title does nothing in it, and a long one is cut at a word', () => {
  const { svg, document } = drawn('<script>alert(1)</script> & "x"', 'unknown');
  expect(document.querySelector('script')).toBeNull();
  expect(svg).toContain('&lt;script&gt;');
  expect(drawn('word '.repeat(20)).document.querySelector('title')?.textContent).toMatch(
    /^0002 (word )+…: done$/,
  );
});
