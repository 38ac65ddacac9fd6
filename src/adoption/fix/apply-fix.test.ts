import { expect, test } from 'vitest';
import { fixSchema, type Fix } from '../../proposal/fix.ts';
import { applyFix, BreaksCode } from './apply-fix.ts';
import { failedCases } from './check-fixes.ts';

/** Sleeping through a library's own clock, where the standard one is at hand. */
const sleeps: Fix = fixSchema.parse({
  title: 'Sleep by the standard library',
  language: 'python',
  rule: {
    pattern: 'green.sleep($SECONDS)',
    inside: { kind: 'module', stopBy: 'end', has: { pattern: 'import time', stopBy: 'neighbor' } },
  },
  fix: 'time.sleep($SECONDS)',
  valid: ['import green\ngreen.sleep(1)\n', 'import time\nmy.green.sleeps(1)\n'],
  invalid: [{ code: 'import time\ngreen.sleep(1)\n', fixed: 'import time\ntime.sleep(1)\n' }],
});

const arguments_: Fix = fixSchema.parse({
  title: 'Spawn by name',
  language: 'python',
  rule: { pattern: 'spawn($F, $$$ARGS)' },
  fix: 'start($F, $$$ARGS)',
  valid: ['start(f)\n'],
  invalid: [{ code: 'spawn(f, 1)\n', fixed: 'start(f, 1)\n' }],
});

test('a fix is put to each match, and to nothing else of the text', () => {
  const text = 'import time\r\n\r\n# green.sleep(1)\r\ndef f():\r\n    green.sleep( 2 )  # why\r\n';
  expect(applyFix(sleeps, text)).toEqual({
    text: text.replace('green.sleep( 2 )', 'time.sleep(2)'),
    changed: [{ first: 5, last: 5 }],
  });
});

test('only a match that begins on a line that may change is changed', () => {
  const text = 'import time\ngreen.sleep(1)\ngreen.sleep(\n  2)\ngreen.sleep(3)\n';
  expect(applyFix(sleeps, text, new Set([3]))).toEqual({
    text: 'import time\ngreen.sleep(1)\ntime.sleep(2)\ngreen.sleep(3)\n',
    changed: [{ first: 3, last: 4 }],
  });
  expect(applyFix(sleeps, text, new Set([1, 4]))).toEqual({ text, changed: [] });
});

test('what several variables matched is written as it stood, with what was between', () => {
  expect(applyFix(arguments_, 'spawn(f, "ä😀", *a,  b=1)\n').text).toBe(
    'start(f, "ä😀", *a,  b=1)\n',
  );
  expect(applyFix(arguments_, 'spawn(f, spawn(g, 1))\n').text).toBe('start(f, spawn(g, 1))\n');
});

test('a result that is no code is refused', () => {
  const broken = { ...arguments_, fix: 'start($F, $$$ARGS' };
  expect(() => applyFix(broken, 'spawn(f, 1)\n')).toThrow(BreaksCode);
});

test('a fix is tried on its own cases', () => {
  expect(failedCases(sleeps)).toEqual([]);
  const wrong = { ...sleeps, fix: 'time.sleep()' };
  expect(failedCases(wrong)).toMatchObject([
    { path: ['invalid', 0], why: 'it gives "import time\\ntime.sleep()\\n"' },
  ]);
  const [valid] = failedCases({ ...sleeps, rule: { pattern: 'green.sleep($SECONDS)' } });
  expect(valid).toMatchObject({ path: ['valid', 0], hint: 'expected it as it is' });
  const [again] = failedCases({
    ...sleeps,
    fix: 'green.sleep($SECONDS + 1)',
    invalid: [
      { code: 'import time\ngreen.sleep(1)\n', fixed: 'import time\ngreen.sleep(1 + 1)\n' },
    ],
  });
  expect(again?.why).toBe('what comes of it is changed again');
  expect(failedCases({ ...sleeps, rule: { kind: 'no_such_kind' } })[0]?.why).toMatch(/kind/i);
});

test('rules hold what ast-grep knows, at any depth, and nothing else', () => {
  const given = { ...sleeps, rule: { any: [{ not: { has: { kind: 'a', stopBy: 'end' } } }] } };
  expect(fixSchema.safeParse(given).success).toBe(true);
  expect(fixSchema.safeParse({ ...sleeps, rule: { any: [{ nothing: 1 }] } }).success).toBe(false);
});
