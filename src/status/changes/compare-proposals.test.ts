import { expect, test } from 'vitest';
import { someRead as read, someRow as row, wholeState } from '../../../test/support/whole-state.ts';
import type { Concern } from '../../proposal/concern.ts';
import type { SignOffRound } from '../../proposal/sign-off.ts';
import type { Change } from './change.ts';
import { compareProposals } from './compare-proposals.ts';
import type { ProposalState, RowState } from './proposal-state.ts';
import type { WholeState } from './record-changes.ts';

const state = wholeState();
const { data } = state;
const withRow = (more: Partial<RowState>, project = 'alpha'): WholeState => ({
  ...state,
  rows: { gone: { ...state.rows['gone'], [project]: { ...row, ...more } } },
});
const reread = (of: WholeState, more: Partial<typeof read>): WholeState => ({
  ...of,
  reads: { ...of.reads, alpha: { ...read, ...more } },
});
const told = (changes: readonly Change[]) => changes.map(({ kind, words }) => `${kind}: ${words}`);
const since = { commit: 'bb', date: '2026-06-01T12:00:00Z' };

test('of the same state nothing is told', () => {
  expect(compareProposals(state, structuredClone(state))).toEqual([]);
});

test('a status that a commit after the last reading made is told with that commit', () => {
  const after = reread(withRow({ status: 'done', since }), { commit: 'cc', date: since.date });
  expect(compareProposals(state, after)).toMatchObject([
    {
      kind: 'status',
      subject: 'gone',
      from: 'in progress',
      to: 'done',
      words: 'alpha, Callbacks gone: done, before in progress',
      projects: ['alpha'],
      teams: ['web'],
      happened: { on: since.date, commit: 'bb' },
    },
  ]);
});

test('a status without a commit of its own happened between the two readings', () => {
  const now = { commit: 'cc', date: '2026-06-09T00:00:00Z' };
  const after = reread(withRow({ status: 'not started' }), now);
  const [found] = compareProposals(state, after);
  expect(found).toMatchObject({
    kind: 'status',
    happened: { after: read.date, until: now.date },
  });
  // The repository was not read again: it came from its reviews, on a day that is not told.
  expect(compareProposals(state, withRow({ status: 'not started' }))[0]).toMatchObject({
    kind: 'status',
    happened: null,
  });
});

test.each([
  ['probe', withRow({ status: 'done', probes: 'other' })],
  ['probe', withRow({ status: 'unknown', unknown: 'changed' })],
  ['probe', withRow({ status: 'done', others: 'other' })],
  ['plan', withRow({ status: 'done', plan: 'other' })],
  ['registry', withRow({ status: 'done', registry: 'other' })],
  ['engine', reread(withRow({ status: 'done' }), { engine: 3 })],
  ['format', reread(withRow({ status: 'unknown', unknown: 'unread' }), { isOlder: true })],
  ['read', withRow({ status: 'unknown', unknown: 'unreadable' })],
] as const)('another question is told as that, not as a change of status: %s', (because, after) => {
  expect(compareProposals(state, after)).toMatchObject([{ kind: 'reading', because }]);
  // Nor is the way back.
  expect(compareProposals(after, state)).toMatchObject([{ kind: 'reading', because }]);
});

test('a commit after the last reading is news even where the question changed too', () => {
  const after = withRow({ status: 'done', since, probes: 'other' });
  expect(compareProposals(state, after)).toMatchObject([{ kind: 'status', because: null }]);
  const old = withRow({
    status: 'done',
    since: { commit: 'bb', date: '2026-04-01T00:00:00Z' },
    probes: 'other',
  });
  expect(compareProposals(state, old)).toMatchObject([{ kind: 'reading', because: 'probe' }]);
});

test('the commit of another project is held against what was read of that one', () => {
  const by = { ...since, project: 'beta' };
  const after = withRow({ status: 'done', since: by });
  expect(compareProposals(state, after)).toMatchObject([
    { kind: 'status', happened: { on: since.date, commit: 'bb', project: 'beta' } },
  ]);
  const late: WholeState = {
    ...state,
    reads: { ...state.reads, beta: { ...read, date: since.date } },
  };
  expect(compareProposals(late, { ...after, reads: late.reads })).toMatchObject([
    { kind: 'status', happened: null },
  ]);
});

const concern: Concern = {
  ...{ id: 'slow', title: 'It is slow', text: 'Why.', raisedBy: 'Ben', raised: '2026-05-02' },
  ...{ where: 'the list', blocking: true, wouldClear: 'Figures.', state: 'open' },
  projects: ['beta'],
};
const withConcern = (more: Partial<Concern> = {}): WholeState => ({
  ...state,
  data: { ...data, concerns: [{ ...concern, ...more }] },
});

test('each step of a concern has its own day', () => {
  const closed = withConcern({ state: 'closed', disposition: 'answered', closed: '2026-06-01' });
  const answered = withConcern({
    ...{ state: 'closed', disposition: 'answered', closed: '2026-06-01' },
    answer: { says: 'satisfied', date: '2026-06-03', where: 'the list' },
  });
  const raised = compareProposals(state, withConcern());
  expect(told(raised)).toEqual(['concern: “It is slow” raised by Ben, blocking']);
  expect(raised[0]).toMatchObject({ teams: ['ops'], happened: { on: '2026-05-02' } });
  expect(compareProposals(withConcern(), closed)).toMatchObject([
    { words: '“It is slow” closed, answered', from: 'open', happened: { on: '2026-06-01' } },
  ]);
  expect(compareProposals(closed, answered)).toMatchObject([
    { words: '“It is slow” its raiser is satisfied', happened: { on: '2026-06-03' } },
  ]);
  expect(told(compareProposals(state, answered))).toHaveLength(3);
  expect(told(compareProposals(closed, withConcern()))).toEqual([
    'concern: “It is slow” open again',
  ]);
  expect(told(compareProposals(withConcern(), withConcern({ text: 'Otherwise.' })))).toEqual([
    'concern: “It is slow” written anew',
  ]);
  expect(told(compareProposals(withConcern(), withConcern({ blocking: false })))).toEqual([
    'concern: “It is slow” now no block',
  ]);
  expect(told(compareProposals(withConcern(), state))).toEqual([
    'concern: “It is slow” no longer on the register',
  ]);
  const held = { adopted: { by: 'Eve', date: '2026-07-01', where: 'the list' } };
  expect(told(compareProposals(withConcern(), withConcern(held)))).toEqual([
    'concern: “It is slow” adopted by Eve',
  ]);
});

test('what could not be read whole by today’s rules is not compared', () => {
  expect(compareProposals({ ...state, lost: ['concerns'] }, withConcern())).toEqual([]);
  expect(compareProposals({ ...state, reviews: null }, state)).toEqual([]);
});

test('a team is asked, and says something; asked again is a round of its own', () => {
  const yes = { asked: '2026-06-01', position: 'yes' as const, date: '2026-06-05', by: 'Eve' };
  const of = (...rounds: SignOffRound[]): WholeState => ({
    ...state,
    data: { ...data, signOffs: [{ team: 'web', rounds }] },
  });
  expect(told(compareProposals(state, of({ asked: '2026-06-01' })))).toEqual([
    'sign-off: web is asked for its sign-off',
  ]);
  expect(compareProposals(of({ asked: '2026-06-01' }), of(yes))).toMatchObject([
    { words: 'web says yes, by Eve', from: 'asked', happened: { on: '2026-06-05' } },
  ]);
  expect(told(compareProposals(of(yes), of(yes, { asked: '2026-07-01' })))).toEqual([
    'sign-off: web is asked for its sign-off',
  ]);
});

test('claims, decisions and steps are told with their own days', () => {
  const claim = {
    ...{ projects: ['alpha'], stage: 'gone', status: 'done' as const },
    ...{ date: '2026-06-02', source: 'Minutes' },
  };
  const exemption = {
    ...{ exempts: ['beta'], stage: 'gone', date: '2026-06-03', by: 'Council' },
    ...{ until: '2027-06-03', reason: 'Ends.', where: 'Minutes' },
  };
  const move = {
    ...{ from: 'proposed' as const, to: 'accepted' as const, date: '2026-06-04', by: 'Council' },
  };
  const after: WholeState = {
    ...state,
    data: {
      ...data,
      status: 'accepted',
      claims: [claim],
      exemptions: [exemption],
      moves: [move],
    },
  };
  const found = compareProposals(state, after);
  expect(told(found)).toEqual([
    'proposal: the blueprint is accepted, before proposed; by Council',
    'decision: beta exempt from gone until 2027-06-03',
    'claim: claimed done: alpha, Callbacks gone; Minutes',
  ]);
  expect(found.map(({ happened }) => happened)).toEqual([
    { on: '2026-06-04' },
    { on: '2026-06-03' },
    { on: '2026-06-02' },
  ]);
  expect(told(compareProposals(after, { ...after, data: { ...after.data, claims: [] } }))).toEqual([
    'claim: no longer claimed done: alpha, Callbacks gone; Minutes',
  ]);
  const unlogged = { ...state, data: { ...data, status: 'accepted' as const } };
  expect(told(compareProposals(state, unlogged))).toEqual([
    'proposal: the blueprint is accepted, before proposed',
  ]);
});

const review = {
  ...{ title: 'Take out', status: 'open' as const, project: 'alpha', stages: ['gone'] },
  ...{ at: '2026-06-01T00:00:00Z', formerly: [] as string[] },
};

test('a review comes, merges, and is the same one under a new id', () => {
  const open = { ...state, reviews: { 'github:o/n#1': review } };
  const merged = { ...review, status: 'merged' as const, at: '2026-06-08T00:00:00Z' };
  expect(told(compareProposals(state, open))).toEqual([
    'review: “Take out” linked to Callbacks gone, open',
  ]);
  expect(compareProposals(open, { ...state, reviews: { 'github:o/n#1': merged } })).toMatchObject([
    { words: '“Take out” merged, before open', happened: { on: merged.at }, teams: ['web'] },
  ]);
  const renamed = { 'github:o/m#1': { ...review, formerly: ['github:o/n#1'] } };
  expect(compareProposals(open, { ...state, reviews: renamed })).toEqual([]);
  expect(told(compareProposals(open, state))).toEqual([
    'review: “Take out” no longer linked to Callbacks gone',
  ]);
  const moved = { ...review, stages: ['voted'] };
  expect(told(compareProposals(open, { ...state, reviews: { 'github:o/n#1': moved } }))).toEqual([
    'review: “Take out” linked to A job votes, open',
    'review: “Take out” no longer linked to Callbacks gone',
  ]);
});

test('sections and the plan', () => {
  const after: WholeState = {
    ...state,
    data: { ...data, title: 'Better plan', summary: 'Other.', champions: ['Ada', 'Ben'] },
    stages: {
      gone: { title: 'Callbacks gone', due: '2027-03-01', asks: 'z' },
      last: { title: 'All gone', due: null, asks: 'y' },
    },
    teams: { alpha: 'web', gamma: 'ops' },
    sections: { Plan: { hash: '9', stage: null }, Impact: { hash: '3', stage: null } },
  };
  expect(told(compareProposals(state, after))).toEqual([
    'plan: now called “Better plan”, before “Plan”',
    'plan: its summary was rewritten',
    'plan: led by Ada, Ben, before Ada',
    'plan: for gamma too',
    'plan: no longer for beta',
    'plan: “Callbacks gone” is due 2027-03-01, before 2027-01-01',
    'plan: “Callbacks gone” asks otherwise',
    'plan: stage “All gone” is new',
    'plan: stage “A job votes” is gone',
    'text: “Plan” was rewritten',
    'text: “Impact” is new',
    'text: “Stage: gone” is gone',
  ]);
});

test('a proposal comes, has faults, is mended, goes', () => {
  const faulty: ProposalState = { ...state, data: null, rows: {}, sections: {} };
  expect(told(compareProposals(undefined, state))).toEqual([
    'proposal: the blueprint is new: “Plan”, proposed',
    'reading: alpha, Callbacks gone: reads in progress; it was not told before',
    'reading: beta, Callbacks gone: reads in progress; it was not told before',
  ]);
  expect(told(compareProposals(state, faulty))).toEqual([
    'proposal: 0001-plan has faults: npm run check',
  ]);
  expect(compareProposals(faulty, faulty)).toEqual([]);
  expect(told(compareProposals(faulty, state))).toEqual(['proposal: the blueprint can be read']);
  expect(told(compareProposals(state, undefined))).toEqual(['proposal: the blueprint is gone']);
});
