import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plusDays } from '../ground/day.ts';
import { concernSchema } from './concern.ts';
import { frontMatterSchema, type FrontMatter } from './front-matter.ts';
import { proposalStatuses } from './lifecycle.ts';
import { ownFacts } from './own-facts.ts';
import { registrySchema } from './registry.ts';
import { positions } from './sign-off.ts';
import { judgeTransition } from './transition.ts';
import type { ProjectFacts } from './transition-facts.ts';
import { waiverSchema } from './waiver.ts';

const registry = registrySchema.parse({
  teams: { web: {}, ops: {} },
  bodies: { council: { name: 'The council' } },
  projects: {
    alpha: { team: 'web', repository: 'https://example.org/x/alpha' },
    beta: { team: 'ops', repository: 'https://example.org/x/beta' },
  },
});
const teams = ['web', 'ops'] as const;
const projects: ProjectFacts[] = [
  { id: 'alpha', team: 'web', isAffected: true, left: ['ready'], unknown: [] },
  { id: 'beta', team: 'ops', isAffected: true, left: [], unknown: [] },
];
const draft = frontMatterSchema.parse({
  title: 'T',
  summary: 'S.',
  status: 'draft',
  champions: ['Zoe'],
  created: '2026-01-01',
  updated: '2026-01-01',
  since: '2026-01-01',
  projects: 'all',
  affected: 'p',
  readiness: { design: 'd', referenceImplementation: 'r', knownBlockers: 'k', whoHelps: 'w' },
  stages: [{ id: 'ready', title: 'R', summary: 'S.', due: '2026-12-31', criteria: { bad: 'p' } }],
});

const said = fc.constantFrom('satisfied', 'not satisfied', 'none', undefined);
const voters = fc.constantFrom(['Ada', 'Ben'], ['Ada', 'Zoe'], ['Ada']);
const command = fc.oneof(
  fc.record({ kind: fc.constant('go' as const), to: fc.constantFrom(...proposalStatuses) }),
  fc.record({ kind: fc.constant('ask' as const), team: fc.constantFrom(...teams) }),
  fc.record({
    kind: fc.constant('answer' as const),
    team: fc.constantFrom(...teams),
    position: fc.constantFrom(...positions, 'yes' as const),
  }),
  fc.record({
    kind: fc.constant('waive' as const),
    team: fc.constantFrom(...teams),
    votes: voters,
  }),
  fc.record({ kind: fc.constant('raise' as const) }),
  fc.record({ kind: fc.constant('close' as const), says: said }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ kind: fc.constant('edit' as const) }),
);

/** The straight way; of it some is left out, and others come between. */
const straight = [
  { kind: 'go', to: 'proposed' },
  { kind: 'ask', team: 'web' },
  { kind: 'ask', team: 'ops' },
  { kind: 'go', to: 'final comment' },
  { kind: 'answer', team: 'web', position: 'yes' },
  { kind: 'answer', team: 'ops', position: 'yes' },
  { kind: 'wait', days: 12 },
  { kind: 'go', to: 'accepted' },
] as const;
const sequence = fc
  .tuple(
    ...straight.map((step) =>
      fc.record({
        before: fc.array(command, { maxLength: 2 }),
        isTaken: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
        step: fc.constant(step),
      }),
    ),
  )
  .map((all) =>
    all.flatMap(({ before, isTaken, step }) => [...before, ...(isTaken ? [step] : [])]),
  );

test('no sequence of commands leads to accepted past a concern that holds it up or a team that did not say yes, without a vote', () => {
  let accepted = 0;
  fc.assert(
    fc.property(sequence, (commands) => {
      let now: FrontMatter = draft;
      let day = '2026-02-01';
      /** Counts the texts; `commit` of a round is that of its text. */
      let text = 0;
      const name = () => String(text).padStart(40, '0');
      for (const one of commands) {
        const last = (team: string) => now.signOffs.find((given) => given.team === team);
        if (one.kind === 'wait') day = plusDays(day, one.days);
        else if (one.kind === 'edit') text++;
        else if (one.kind === 'ask') {
          const given = last(one.team);
          const rest = now.signOffs.filter((other) => other !== given);
          const rounds = [...(given?.rounds ?? []), { asked: day }];
          now = { ...now, signOffs: [...rest, { team: one.team, rounds }] };
        } else if (one.kind === 'answer') {
          const given = last(one.team);
          const round = given?.rounds.at(-1);
          if (given === undefined || round === undefined) continue;
          const answered = { ...round, position: one.position, date: day, by: 'B', commit: name() };
          now = {
            ...now,
            signOffs: now.signOffs.map((other) =>
              other === given
                ? { ...given, rounds: [...given.rounds.slice(0, -1), answered] }
                : other,
            ),
          };
        } else if (one.kind === 'waive') {
          const vote = waiverSchema.parse({
            waives: one.team,
            body: 'council',
            date: day,
            quorum: 2,
            vote: { for: one.votes },
            reason: 'R.',
            where: 'M',
          });
          now = { ...now, waivers: [...now.waivers, vote] };
        } else if (one.kind === 'raise') {
          const concern = concernSchema.parse({
            id: `c${now.concerns.length}`,
            title: 'C',
            text: 'C.',
            raisedBy: 'Ops',
            raised: day,
            where: 'W',
            blocking: true,
            wouldClear: 'X.',
            state: 'open',
          });
          now = { ...now, concerns: [...now.concerns, concern] };
        } else if (one.kind === 'close') {
          const { says } = one;
          now = {
            ...now,
            concerns: now.concerns.map((concern) =>
              concernSchema.parse({
                ...concern,
                state: 'closed',
                disposition: 'answered',
                reason: 'R.',
                closed: day,
                answer:
                  says === undefined
                    ? undefined
                    : says === 'none'
                      ? { says, by: plusDays(day, 10) }
                      : { says, date: day, where: 'W' },
              }),
            ),
          };
        } else {
          const changed = (commit: string) => (commit === name() ? [] : ['Plan']);
          const own = ownFacts({ frontMatter: now }, registry, day, changed);
          const rest = {
            faults: [],
            commented: [],
            projects,
            successor: 'there' as const,
            hasReason: true,
          };
          if (judgeTransition({ ...own, ...rest }, one.to).length > 0) continue;
          if (one.to === 'accepted') {
            accepted++;
            // Said anew, without the rules that are tried.
            for (const { state, answer } of now.concerns) {
              expect(state).toBe('closed');
              expect(answer).toSatisfy(
                (given: typeof answer) =>
                  given?.says === 'satisfied' || (given?.says === 'none' && given.by < day),
              );
            }
            for (const team of teams) {
              const round = last(team)?.rounds.at(-1);
              const isVoted = now.waivers.some(
                ({ waives, vote }) =>
                  waives === team && !vote.for.includes('Zoe') && vote.for.length === 2,
              );
              expect(isVoted || (round?.position === 'yes' && round.commit === name())).toBe(true);
            }
            expect((now.finalComment?.until ?? '9999') < day).toBe(true);
          }
          now = {
            ...now,
            status: one.to,
            ...(one.to === 'final comment'
              ? { finalComment: { from: day, until: plusDays(day, 10) } }
              : {}),
          };
        }
      }
    }),
    { numRuns: 3000, seed: 14 },
  );
  // Else the property would hold of nothing.
  expect(accepted).toBeGreaterThan(100);
});
