import { expect, test } from 'vitest';
import { signOffFacts, waiverOf } from './sign-off-facts.ts';
import type { SignOff, SignOffRound } from './sign-off.ts';
import type { SignOffFacts } from './transition-facts.ts';
import type { Waiver } from './waiver.ts';

const waiver: Waiver = {
  ...{ waives: 'web', body: 'council', date: '2026-03-01', quorum: 2 },
  vote: { for: ['Ada', 'Ben'], against: [], abstained: [] },
  ...{ reason: 'R.', where: 'Minutes' },
};
const context = { champions: ['Zoe'], bodies: { council: {} }, today: '2026-06-01' };
const web = (...rounds: SignOffRound[]): SignOff[] => [
  { team: 'ops', rounds: [{ asked: '2025-01-01' }] },
  { team: 'web', rounds },
];

test.each<[string, boolean, Partial<Waiver>, SignOff[]]>([
  ['on the day on which the team was asked', true, {}, web({ asked: '2026-03-01' })],
  ['before the team was asked', false, {}, web({ asked: '2026-03-02' })],
  [
    'after the team was asked first',
    true,
    {},
    web({ asked: '2026-02-01', position: 'no', date: '2026-02-02' }, { asked: '2026-04-01' }),
  ],
  ['of a team that was never asked', false, {}, web().slice(0, 1)],
  ['of another team', false, { waives: 'ops' }, web({ asked: '2026-02-01' })],
  ['that counts for nothing', false, { quorum: 3 }, web({ asked: '2026-02-01' })],
])('a waiver %s: %s', (_, counts, more, signOffs) => {
  const waivers = [{ ...waiver, ...more }];
  expect(waiverOf('web', { signOffs, waivers, ...context }) === waivers[0]).toBe(counts);
});

test('each team that was asked, as it stands on that day', () => {
  const commit = 'a'.repeat(40);
  const changed = (from: string): SignOffFacts['changed'] => [`since ${from}`];
  const of = (...rounds: SignOffRound[]) =>
    signOffFacts({ signOffs: [{ team: 'web', rounds }], waivers: [], ...context }, changed).get(
      'web',
    );
  const notAsked = { position: 'not asked', isWaived: false, changed: [] };
  const unread = { unread: 'it names no commit' };
  expect(of()).toEqual(notAsked);
  expect(of({ asked: '2026-06-02' })).toEqual(notAsked);
  expect(of({ asked: '2026-06-01' })).toEqual({
    ...{ position: undefined, isWaived: false, changed: unread },
  });
  const yes = { asked: '2026-05-01', position: 'yes' as const, date: '2026-06-01', commit };
  expect(of(yes)).toEqual({ position: 'yes', isWaived: false, changed: [`since ${commit}`] });
  // What was said on the day after is not known yet.
  expect(of({ ...yes, date: '2026-06-02' })).toEqual(notAsked);
  expect(of({ ...yes, date: '2026-05-02' }, { asked: '2026-06-02' })?.position).toBe('yes');
  expect(of(yes, { asked: '2026-06-01' })).toEqual({
    ...{ position: undefined, isWaived: false, changed: unread },
  });
});

test('a vote that counts waives a team’s sign-off, and no other’s', () => {
  const signOffs = web({ asked: '2026-02-01' });
  const facts = signOffFacts({ signOffs, waivers: [waiver], ...context }, () => []);
  expect([...facts].map(([team, { isWaived }]) => [team, isWaived])).toEqual([
    ['ops', false],
    ['web', true],
  ]);
});
