import { expect, test } from 'vitest';
import { decided, decisionLog, type Decision, type Move } from './decision-log.ts';
import type { Exemption } from './exemption.ts';
import type { Override } from './override.ts';
import type { Waiver } from './waiver.ts';

const move: Move = { from: 'proposed', to: 'accepted', date: '2026-06-04', by: 'Council' };
const vote = { by: 'Council', reason: 'Why.', where: 'Minutes' };
const override = { overrides: 'slow', date: '2026-06-03', ...vote } as unknown as Override;
const waiver = { waives: 'web', date: '2026-06-01', ...vote } as unknown as Waiver;
const exemption: Exemption = {
  ...{ exempts: ['alpha', 'beta'], date: '2026-06-02', until: '2027-06-02', ...vote },
};

test('everything that was decided, oldest first', () => {
  expect(
    decisionLog({
      moves: [move],
      decisions: [override],
      waivers: [waiver],
      exemptions: [exemption],
    }),
  ).toEqual([waiver, exemption, override, move]);
});

test('on one day a step comes after what it stands on', () => {
  const day = { date: '2026-06-04' };
  const log = decisionLog({
    moves: [move],
    decisions: [{ ...override, ...day }],
    waivers: [{ ...waiver, ...day }],
    exemptions: [{ ...exemption, ...day }],
  });
  expect(log.at(-1)).toEqual(move);
});

test.each<[Decision, string]>([
  [move, 'proposed → accepted'],
  [override, 'slow no longer holds it up'],
  [waiver, 'the sign-off of web is not waited for'],
  [exemption, 'alpha, beta exempt until 2027-06-02'],
  [{ ...exemption, exempts: ['alpha'], stage: 'gone' }, 'alpha exempt from gone until 2027-06-02'],
])('is told in a few words: %#', (decision, words) => {
  expect(decided(decision)).toBe(words);
});
