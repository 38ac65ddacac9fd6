import { expect, test } from 'vitest';
import { concernSchema } from './concern.ts';
import { ownFacts } from './own-facts.ts';
import type { Proposal } from './load-proposals.ts';
import { registrySchema } from './registry.ts';

const registry = registrySchema.parse({
  teams: { web: {} },
  projects: {},
  bodies: { council: { name: 'Council' } },
});
const concern = (id: string, more: object = {}) =>
  concernSchema.parse({
    ...{ id, title: 'T', text: 'T.', raisedBy: 'Ben', raised: '2026-05-01', where: 'W' },
    ...{ blocking: true, wouldClear: 'C.', state: 'open', ...more },
  });

/** The facts of a proposal with these fields. */
const factsOf = (fields: object) =>
  ownFacts(
    {
      frontMatter: {
        ...{ status: 'proposed', champions: ['Zoe'], stages: [], concerns: [], decisions: [] },
        ...{ signOffs: [], waivers: [], readiness: {}, ...fields },
      },
    } as unknown as Proposal,
    registry,
    '2026-06-01',
    (commit) => [`since ${commit}`],
  );

test('of a proposal that says nothing more', () => {
  expect(factsOf({})).toEqual({
    ...{ from: 'proposed', today: '2026-06-01', undated: [], holdUps: [], signOffs: new Map() },
    unready: ['design', 'referenceImplementation', 'knownBlockers', 'whoHelps'],
    finalCommentUntil: undefined,
  });
});

test('stages without a day, points without an answer, what holds it up, and what teams said', () => {
  const commit = 'a'.repeat(40);
  const facts = factsOf({
    stages: [{ id: 'a', due: '2027-01-01' }, { id: 'b' }, { id: 'c' }],
    readiness: { design: 'D.', whoHelps: 'W.' },
    concerns: [
      concern('free', { blocking: false }),
      concern('open'),
      concern('voted'),
      concern('closed', {
        ...{ state: 'closed', disposition: 'answered', reason: 'R.', closed: '2026-05-02' },
      }),
    ],
    decisions: [
      {
        ...{ overrides: 'voted', body: 'council', date: '2026-05-03', quorum: 2 },
        vote: { for: ['Ada', 'Ben'], against: [], abstained: [] },
        ...{ reason: 'R.', where: 'W' },
      },
    ],
    finalComment: { until: '2026-07-01' },
    signOffs: [
      {
        team: 'web',
        rounds: [{ asked: '2026-05-01', position: 'yes', date: '2026-05-02', commit }],
      },
    ],
  });
  expect(facts).toMatchObject({
    undated: ['b', 'c'],
    unready: ['referenceImplementation', 'knownBlockers'],
    holdUps: [
      { id: 'open', stands: 'open' },
      { id: 'closed', stands: 'closed without its raiser’s answer' },
    ],
    finalCommentUntil: '2026-07-01',
  });
  expect(facts.signOffs).toEqual(
    new Map([['web', { position: 'yes', isWaived: false, changed: [`since ${commit}`] }]]),
  );
});
