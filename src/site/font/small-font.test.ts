import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { smallerFont } from './small-font.ts';

const file = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

test('the letters are half as large, the same each time, and still a font', async () => {
  const whole = await readFile(file);
  const small = await smallerFont(whole);
  expect(small.subarray(0, 4).toString()).toBe('wOF2');
  expect(small.length).toBeLessThan(28_000);
  expect(small.length).toBeGreaterThan(15_000);
  expect((await smallerFont(whole)).equals(small)).toBe(true);
});
