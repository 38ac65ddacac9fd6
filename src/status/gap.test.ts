import { expect, test } from 'vitest';
import { gapKinds, wantsReading } from './gap.ts';

test('what reading again, or reading better, would tell makes a run partial; the rest a person settles', () => {
  expect(Object.fromEntries(gapKinds.map((kind) => [kind, wantsReading(kind)]))).toEqual({
    unread: true,
    changed: true,
    unreadable: true,
    'cut history': true,
    // A probe that asks no file here is mended in the blueprint, a dependency at its own row.
    'not asked': false,
    dependency: false,
  });
});
