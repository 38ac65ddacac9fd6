import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { chartMargin, chartWidth, stepChart, type Series } from './step-chart.ts';

const options = { from: '2026-01-01', until: '2026-03-01', label: 'What was left' };

function drawn(series: readonly Series[], more = {}) {
  const svg = stepChart(series, { ...options, ...more });
  return parseHTML(`<html><body>${svg}</body></html>`).document;
}

/** Every x of the lines' paths. */
function columns(document: ReturnType<typeof drawn>): number[] {
  return [...document.querySelectorAll('[class^=line-] path')].flatMap((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/(?:[ML]|^)(-?[\d.]+),|H(-?[\d.]+)/g)].map(
      (found) => Number(found[1] ?? found[2]),
    ),
  );
}

test('no line leaves the axes, whatever the dates of its commits', () => {
  const day = fc
    .date({ min: new Date('1970-01-02'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const steps = fc.array(fc.record({ date: day, value: fc.nat(50) }), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 4 }), (all) => {
      const found = columns(drawn(all.map((one) => ({ label: 'x', steps: one }))));
      expect(Math.min(...found)).toBeGreaterThanOrEqual(chartMargin.left);
      expect(Math.max(...found)).toBeLessThanOrEqual(chartWidth - chartMargin.right);
    }),
    { numRuns: 60 },
  );
});

test('what was there before the first day stands at the axis, with the value that held then', () => {
  const steps = [
    { date: '2025-06-01T00:00:00Z', value: 9 },
    { date: '2025-12-01T00:00:00Z', value: 4 },
  ];
  const document = drawn([{ label: 'x', steps }]);
  expect(columns(document)[0]).toBe(chartMargin.left);
  const ticks = [...document.querySelectorAll('text')].map((text) => text.textContent);
  expect(ticks).toEqual(expect.arrayContaining(['0', '4']));
  expect(ticks).not.toContain('9');
});

test('counts have whole ticks, each once', () => {
  const document = drawn([{ label: 'x', steps: [{ date: '2026-01-05', value: 1 }] }]);
  const numbers = [...document.querySelectorAll('text')]
    .map((text) => text.textContent)
    .filter((text) => /^\d$/.test(text) && Number(text) < 2);
  expect(numbers.toSorted()).toEqual(['0', '1']);
});

test('lines are told apart by their dashes too, and due days between the ends are marked', () => {
  const steps = [{ date: '2026-01-05', value: 1 }];
  const due = ['2026-02-01', '2026-09-30'];
  const document = drawn(
    [
      { label: 'a', steps },
      { label: 'b', steps },
    ],
    { due },
  );
  const patterns = [0, 1].map((i) =>
    document.querySelector(`.line-${i}`)?.getAttribute('stroke-dasharray'),
  );
  expect(new Set(patterns).size).toBe(2);
  expect(document.querySelectorAll('[stroke-dasharray="1 3"] line').length).toBe(1);
});
