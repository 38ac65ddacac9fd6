import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { revisionName } from './revision.ts';

it('names a revision by its text and by the version of the canonical text', async () => {
  const text = 'A title\nOne two thréé.';
  const expected = createHash('sha256').update(`1\n${text}`).digest('hex');
  expect(await revisionName(text)).toBe(expected);
  expect(await revisionName(`${text} `)).not.toBe(expected);
});
