import { describe, expect, test } from 'vitest';
import { daySchema, lineSchema, slugSchema, textSchema, webAddressSchema } from './field.ts';

const fault = (schema: typeof lineSchema | typeof daySchema, value: unknown) =>
  schema
    .safeParse(value)
    .error?.issues.map(({ message }) => message)
    .join('; ');

describe('a field of one line', () => {
  test('is trimmed, and holds whatever is seen', () => {
    expect(lineSchema.parse('  Ängström 日本 👩‍🚀 ')).toBe('Ängström 日本 👩‍🚀');
  });

  test.each([
    ['', 'expected some text'],
    ['  ', 'expected some text'],
    ['a\nb', 'expected a single line'],
    ['a\rb', 'expected a single line'],
    ['x'.repeat(301), 'expected at most 300 characters'],
    ['a\u001b[2Jb', 'expected text that is seen whole, found U+001B at character 2'],
    ['ab\u202ecd', 'expected text that is seen whole, found U+202E at character 3'],
    ['a\u200bb', 'expected text that is seen whole, found U+200B at character 2'],
  ])('is no %j', (value, message) => {
    expect(fault(lineSchema, value)).toBe(message);
  });
});

test.each([
  ['2026-11-25', true],
  ['2026-02-30', false],
  ['2026-1-1', false],
  ['soon', false],
])('%s is a day: %s', (value, isDay) => {
  expect(daySchema.safeParse(value).success).toBe(isDay);
  if (!isDay) expect(fault(daySchema, value)).toBe('expected a day, YYYY-MM-DD');
});

test('a date of YAML is its day', () => {
  expect(daySchema.parse(new Date('2026-11-25T23:00:00Z'))).toBe('2026-11-25');
});

test.each([
  ['a', true],
  ['oslo.messaging', true],
  ['a-b_c.d1', true],
  ['A', false],
  ['a b', false],
  ['a-', false],
  ['.a', false],
  ['a--b', false],
  ['', false],
  ['x'.repeat(80), true],
  ['x'.repeat(81), false],
])('%j is a name: %s', (value, isSlug) => {
  expect(slugSchema.safeParse(value).success).toBe(isSlug);
});

test.each([
  ['https://example.org/a', true],
  ['http://example.org', true],
  ['javascript:alert(1)', false],
  ['ftp://example.org', false],
  ['example.org', false],
])('%s is a web address: %s', (value, isAddress) => {
  expect(webAddressSchema.safeParse(value).success).toBe(isAddress);
});

test('prose may have lines, up to 4,000 characters', () => {
  expect(textSchema.parse(' a\nb ')).toBe('a\nb');
  expect(textSchema.safeParse(' ').success).toBe(false);
  expect(textSchema.safeParse('x'.repeat(4000)).success).toBe(true);
  expect(textSchema.safeParse('x'.repeat(4001)).success).toBe(false);
});
