import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { showByDay } from './by-day.ts';

test.each([
  ['2026-09-29', false],
  ['2026-09-30', false],
  ['2026-10-01', true],
])('on %s a day of 30 September has passed: %s', (today, hasPassed) => {
  const { document } = parseHTML(
    '<p><b hidden data-after-day="2026-09-30">was due</b><i data-until-day="2026-09-30">due</i></p>',
  );
  showByDay(document, today);
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
  showByDay(document, today);
  expect(document.querySelector('b')?.hasAttribute('hidden')).toBe(isHidden);
});
