import { expect, test } from 'vitest';
import { proposalStatuses, type ProposalStatus } from './lifecycle.ts';
import { asksComments, asksProjects, isStep, judgeTransition, nextStatuses } from './transition.ts';
import type { ProjectFacts, SignOffFacts, TransitionFacts } from './transition-facts.ts';

const yes: SignOffFacts = { position: 'yes', isWaived: false, changed: [] };
const alpha: ProjectFacts = { id: 'alpha', team: 'web', isAffected: true, left: [], unknown: [] };

/** Facts of which every condition is met. */
const facts = (from: ProposalStatus, more: Partial<TransitionFacts> = {}): TransitionFacts => ({
  from,
  today: '2026-06-01',
  faults: [],
  undated: [],
  unready: [],
  holdUps: [],
  commented: [],
  finalCommentUntil: '2026-05-31',
  projects: [alpha],
  signOffs: new Map([['web', yes]]),
  successor: 'there',
  hasReason: true,
  ...more,
});

/** What keeps an otherwise whole proposal from a step; `?` before what is unknown. */
const why = (from: ProposalStatus, to: ProposalStatus, more: Partial<TransitionFacts> = {}) =>
  judgeTransition(facts(from, more), to).map(({ what, isUnknown }) =>
    isUnknown ? `? ${what}` : what,
  );

test('every step that there is, and no other', () => {
  const steps = proposalStatuses.flatMap((from) =>
    nextStatuses(from).map((to) => `${from} → ${to}`),
  );
  expect(steps).toEqual([
    ...['draft → proposed', 'draft → withdrawn'],
    ...['proposed → draft', 'proposed → final comment', 'proposed → rejected'],
    ...['proposed → withdrawn', 'proposed → deferred', 'proposed → superseded'],
    ...['final comment → proposed', 'final comment → accepted', 'final comment → rejected'],
    ...['final comment → withdrawn', 'final comment → deferred', 'final comment → superseded'],
    ...['accepted → active', 'accepted → withdrawn', 'accepted → deferred'],
    ...['accepted → superseded', 'active → completed', 'active → withdrawn', 'active → deferred'],
    ...['active → superseded', 'completed → superseded'],
    ...['deferred → proposed', 'deferred → withdrawn', 'deferred → superseded'],
  ]);
  for (const from of proposalStatuses) {
    for (const to of proposalStatuses) {
      const found = why(from, to);
      if (isStep(from, to)) expect(found, `${from} → ${to}`).toEqual([]);
      else {
        const what = from === to ? `it is ${to} already` : `no step from ${from} to ${to}`;
        expect(found).toEqual([what]);
      }
    }
  }
});

test.each<[ProposalStatus, ProposalStatus, Partial<TransitionFacts>, string[]]>([
  ['draft', 'proposed', { faults: ['a'], undated: ['s'] }, ['a', 'stage s has no due']],
  ['draft', 'withdrawn', { hasReason: false }, ['no reason is given']],
  ['proposed', 'superseded', { successor: 'itself' }, ['it cannot supersede itself']],
  ['proposed', 'superseded', { successor: 'not there' }, ['what supersedes it is not there']],
  ['completed', 'superseded', { successor: 'not named' }, ['what supersedes it is not named']],
  [
    'proposed',
    'final comment',
    {
      unready: ['design'],
      holdUps: [{ id: 'speed', stands: 'open' }],
      commented: ['7'],
      signOffs: new Map(),
    },
    [
      'readiness: design is not answered',
      'concern speed is blocking: open',
      'concern 7 of the comments is open',
      'web was not asked to sign off',
    ],
  ],
  [
    'proposed',
    'final comment',
    { signOffs: new Map([['web', { ...yes, position: undefined }]]) },
    [],
  ],
  [
    'final comment',
    'accepted',
    {
      finalCommentUntil: '2026-06-01',
      signOffs: new Map([['web', { ...yes, position: undefined }]]),
    },
    ['web has not answered yet', 'its final comment ends on 2026-06-01'],
  ],
  [
    'final comment',
    'accepted',
    { finalCommentUntil: undefined },
    ['its final comment has no last day'],
  ],
  ['final comment', 'accepted', { signOffs: new Map() }, ['web was not asked to sign off']],
  ...(['no', 'needs work', 'no answer'] as const).map(
    (position): [ProposalStatus, ProposalStatus, Partial<TransitionFacts>, string[]] => [
      'final comment',
      'accepted',
      { signOffs: new Map([['web', { ...yes, position }]]) },
      [`web says ${position}`],
    ],
  ),
  [
    'final comment',
    'accepted',
    { signOffs: new Map([['web', { ...yes, position: 'no answer', isWaived: true }]]) },
    [],
  ],
  [
    'final comment',
    'accepted',
    { signOffs: new Map([['web', { ...yes, changed: ['Plan', 'stages'] }]]) },
    ['web said yes to an earlier text; changed since: Plan, stages'],
  ],
  [
    'final comment',
    'accepted',
    {
      commented: { unread: 'no answer' },
      projects: [{ ...alpha, isAffected: 'unknown' }],
      signOffs: new Map(),
    },
    [
      '? the comments were not read: no answer',
      '? whether alpha is affected is unknown, so whether web has to sign off is too',
    ],
  ],
  [
    'final comment',
    'accepted',
    { signOffs: new Map([['web', { ...yes, changed: { unread: 'shallow' } }]]) },
    ['? whether web said yes to this text is unknown: shallow'],
  ],
  [
    'final comment',
    'accepted',
    { projects: [{ ...alpha, isAffected: false }], signOffs: new Map() },
    [],
  ],
  [
    'accepted',
    'active',
    { holdUps: [{ id: 'a', stands: 'open' }] },
    ['concern a is blocking: open'],
  ],
  [
    'active',
    'completed',
    { projects: [{ ...alpha, left: ['one', 'two'], unknown: ['three'] }] },
    ['alpha is not done: one, two', '? whether alpha is done is unknown: three'],
  ],
])('%s → %s: %j', (from, to, more, expected) => {
  expect(why(from, to, more)).toEqual(expected);
});

test('projects and comments are asked for by the steps that depend on them alone', () => {
  const steps = (asks: typeof asksProjects) =>
    proposalStatuses.flatMap((from) =>
      proposalStatuses.filter((to) => asks(from, to)).map((to) => `${from} → ${to}`),
    );
  expect(steps(asksProjects)).toEqual([
    'proposed → final comment',
    'final comment → accepted',
    'active → completed',
  ]);
  expect(steps(asksComments)).toEqual([
    'proposed → final comment',
    'final comment → accepted',
    'accepted → active',
    'active → completed',
  ]);
});

test('where there is no step, it is said which there are', () => {
  expect(judgeTransition(facts('draft'), 'completed')).toEqual([
    {
      ...{ what: 'no step from draft to completed', isUnknown: false },
      todo: 'from there: proposed, withdrawn',
    },
  ]);
  expect(judgeTransition(facts('superseded'), 'superseded')).toEqual([
    { what: 'it is superseded already', todo: 'it is over', isUnknown: false },
  ]);
});
