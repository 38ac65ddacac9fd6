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
