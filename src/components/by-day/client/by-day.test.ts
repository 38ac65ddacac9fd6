import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { tellByDay } from './by-day.ts';

test.each([
  ['2026-09-29', false],
  ['2026-09-30', false],
  ['2026-10-01', true],
])('on %s a day of 30 September has passed: %s', (today, hasPassed) => {
  const { document } = parseHTML(
    '<p><b hidden data-after-day="2026-09-30">was due</b><i data-until-day="2026-09-30">due</i></p>',
  );
  tellByDay(document, today);
  const isHidden = (name: string) => document.querySelector(name)?.hasAttribute('hidden');
  expect(isHidden('b')).toBe(!hasPassed);
  expect(isHidden('i')).toBe(hasPassed);
});

test.each([
  ['2026-07-01', true],
  ['2026-07-02', false],
  ['2026-08-01', false],
  ['2026-08-02', true],
])('on %s what holds after 1 July and until 1 August is hidden: %s', (today, isHidden) => {
  const { document } = parseHTML(
    '<b hidden data-after-day="2026-07-01" data-until-day="2026-08-01">the oldest is stale</b>',
  );
  tellByDay(document, today);
  expect(document.querySelector('b')?.hasAttribute('hidden')).toBe(isHidden);
});

test.each([
  ['2026-09-29', '1 day'],
  ['2026-09-30', '0 days'],
  ['2026-10-02', '2 days late'],
  ['2026-01-01', '272 days'],
])('on %s the 30 September is %s away', (today, words) => {
  const { document } = parseHTML('<p><b data-days-until="2026-09-30">9 days</b></p>');
  tellByDay(document, today);
  expect(document.querySelector('b')?.textContent).toBe(words);
});

test.each([
  ['2026-09-30', 'today'],
  ['2026-10-01', '1 day ago'],
  ['2026-12-01', '62 days ago'],
])('on %s the 30 September was %s', (today, words) => {
  const { document } = parseHTML(
    '<time datetime="2026-09-30T10:00:00Z" data-days-ago>30 Sept</time>',
  );
  tellByDay(document, today);
  expect(document.querySelector('time')?.getAttribute('data-days-ago')).toBe(words);
});

test('it stands in a page by its own text, and uses nothing from outside of it', () => {
  const { document } = parseHTML('<p><b data-days-until="2000-01-01">9 days</b></p>');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- as a page runs it
  const run = new Function('document', `(${tellByDay.toString()})(document)`) as (
    of: unknown,
  ) => void;
  run(document);
  expect(document.querySelector('b')?.textContent).toMatch(/^\d+ days late$/);
});
