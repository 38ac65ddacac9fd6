import { describe, expect, it } from 'vitest';
import { snapshotSchema } from './snapshot.ts';
import { upgradeSnapshot } from './upgrade-snapshot.ts';

const first = {
  format: 1,
  sources: [],
  reviews: [
    {
      id: 'gerrit:review.example.org/demo/alpha~1',
      project: 'demo/alpha',
      title: 'One',
      status: 'open',
      owner: null,
    },
  ],
  links: [],
};

describe('upgradeSnapshot', () => {
  it('reads a file of format 1: its projects were repositories', () => {
    expect(snapshotSchema.parse(upgradeSnapshot(first)).reviews[0]).toEqual({
      id: 'gerrit:review.example.org/demo/alpha~1',
      repository: 'demo/alpha',
      title: 'One',
      status: 'open',
      owner: null,
    });
  });

  it.each([[{ ...first, format: 3 }], [[first]], [null], ['text'], [undefined]])(
    'leaves to the schema what it does not know: %j',
    (value) => {
      expect(upgradeSnapshot(value)).toBe(value);
    },
  );

  it.each([[{ format: 1, reviews: 'none' }], [{ format: 1, reviews: [null, 7] }]])(
    'falls over nothing: %j',
    (value) => {
      expect(snapshotSchema.safeParse(upgradeSnapshot(value)).success).toBe(false);
    },
  );
});
