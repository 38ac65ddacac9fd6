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
      labels: { Verified: {}, 'Code-Review': { '+2': 1 } },
    },
    {
      id: 'github:demo/alpha#2',
      project: 'demo/alpha',
      title: 'Two',
      status: 'open',
      missing: true,
      owner: null,
      labels: { zeta: {}, Review: { '-1': 1 }, alpha: {} },
    },
  ],
  links: [
    {
      review: 'github:demo/alpha#2',
      stage: 'one',
      decision: 'confirmed',
      why: [
        { kind: 'cited', text: 'https://x', at: 'index.md:120', firstSeen: '2026-01-01' },
        { kind: 'topic', text: 't', firstSeen: '2026-01-01' },
      ],
    },
  ],
};

describe('upgradeSnapshot', () => {
  it('reads a file of format 1: its projects were repositories, its labels votes and labels', () => {
    const { reviews, links } = snapshotSchema.parse(upgradeSnapshot(first));
    expect(reviews).toEqual([
      {
        id: 'gerrit:review.example.org/demo/alpha~1',
        repository: 'demo/alpha',
        title: 'One',
        status: 'open',
        owner: null,
        votes: { 'Code-Review': { '+2': 1 } },
      },
      {
        id: 'github:demo/alpha#2',
        repository: 'demo/alpha',
        title: 'Two',
        status: 'gone',
        was: 'open',
        owner: null,
        labels: ['alpha', 'zeta'],
        votes: { Review: { '-1': 1 } },
      },
    ]);
    expect(links[0]?.provenance).toEqual([
      { kind: 'cited', text: 'https://x', line: 120, firstSeen: '2026-01-01' },
      { kind: 'topic', text: 't', firstSeen: '2026-01-01' },
    ]);
  });

  it('says nothing of votes where nobody voted, and of a line only where one stands at the end', () => {
    const [review] = first.reviews;
    const quiet = { ...review, labels: { Verified: {} } };
    const link = { ...first.links[0], why: [{ at: 'index.md:12 or so' }] };
    expect(upgradeSnapshot({ format: 1, reviews: [quiet], links: [link, 7] })).toMatchObject({
      reviews: [expect.not.objectContaining({ votes: expect.anything() as unknown })],
      links: [{ provenance: [{}] }, 7],
    });
    const [upgraded] = (
      upgradeSnapshot({ format: 1, links: [link] }) as { links: { provenance: unknown[] }[] }
    ).links;
    expect(upgraded?.provenance).toEqual([{}]);
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
