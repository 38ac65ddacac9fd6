import { expect, test } from 'vitest';
import {
  hasSuccessor,
  isAsked,
  isCommentOver,
  isDated,
  isEveryProjectDone,
  isReady,
  isReasoned,
  isSignedOff,
  isUndisputed,
  isWhole,
  type Condition,
  type Finding,
} from './condition.ts';
import type { ProjectFacts, SignOffFacts, TransitionFacts } from './transition-facts.ts';

const project = (id: string, more: Partial<ProjectFacts> = {}): ProjectFacts => ({
  ...{ id, team: 'web', isAffected: true, left: [], unknown: [], ...more },
});
const yes: SignOffFacts = { position: 'yes', isWaived: false, changed: [] };
const signOffs = (more: Partial<SignOffFacts>) => new Map([['web', { ...yes, ...more }]]);
const unmet = (what: string, todo: string): Finding => ({ what, todo, isUnknown: false });
const unknown = (what: string, todo: string): Finding => ({ what, todo, isUnknown: true });
const track = 'npm run track reads it; npm run status -- --why says what is missing';
const ask = 'npm run sign-off -- ask web';
const settle = `settle it and ask again (${ask}), or record a vote: npm run decide -- waive web`;

/** What a condition finds in facts of which every one is met but these. */
const found = (condition: Condition, more: Partial<TransitionFacts> = {}) =>
  condition({
    ...{ from: 'proposed', today: '2026-06-01', faults: [], undated: [], unready: [] },
    ...{
      holdUps: [],
      commented: [],
      finalCommentUntil: '2026-05-31',
      projects: [project('alpha')],
    },
    ...{ signOffs: new Map([['web', yes]]), successor: 'there', hasReason: true, ...more },
  });

test.each<[string, Condition, Partial<TransitionFacts>, Finding[]]>([
  ['whole', isWhole, {}, []],
  [
    'faults',
    isWhole,
    { faults: ['a', 'b'] },
    [unmet('a', 'npm run check says where'), unmet('b', 'npm run check says where')],
  ],
  ['dated', isDated, {}, []],
  [
    'a stage without a day',
    isDated,
    { undated: ['a'] },
    [unmet('stage a has no due', 'give it a day or a release')],
  ],
  ['ready', isReady, {}, []],
  [
    'a point without an answer',
    isReady,
    { unready: ['design'] },
    [unmet('readiness: design is not answered', 'answer it: --ready design="…"')],
  ],
  ['undisputed', isUndisputed, {}, []],
  [
    'concerns',
    isUndisputed,
    { holdUps: [{ id: 'a', stands: 'open' }], commented: ['b'] },
    [
      unmet('concern a is blocking: open', 'npm run concerns records what settles it'),
      unmet('concern b of the comments is open', 'resolve it where it was raised'),
    ],
  ],
  [
    'comments that were not read',
    isUndisputed,
    { commented: { unread: 'no answer' } },
    [unknown('the comments were not read: no answer', 'try again when the server answers')],
  ],
  ['commented till yesterday', isCommentOver, {}, []],
  [
    'commented till today',
    isCommentOver,
    { finalCommentUntil: '2026-06-01' },
    [unmet('its final comment ends on 2026-06-01', 'wait for the day after')],
  ],
  [
    'commented without an end',
    isCommentOver,
    { finalCommentUntil: undefined },
    [unmet('its final comment has no last day', 'set finalComment')],
  ],
  ['done', isEveryProjectDone, {}, []],
  [
    'projects with something left, or not known',
    isEveryProjectDone,
    {
      projects: [
        project('alpha', { left: ['a', 'b'] }),
        project('beta', { unknown: ['c', 'd'] }),
        project('gamma'),
      ],
    },
    [
      unmet(
        'alpha is not done: a, b',
        'npm run brief says what is left; npm run decide -- exempt alpha',
      ),
      unknown('whether beta is done is unknown: c, d', track),
    ],
  ],
  ['a reason', isReasoned, {}, []],
  [
    'no reason',
    isReasoned,
    { hasReason: false },
    [unmet('no reason is given', 'add --reason "…"')],
  ],
  ['a successor', hasSuccessor, {}, []],
  ...(
    [
      ['not named', 'what supersedes it is not named'],
      ['itself', 'it cannot supersede itself'],
      ['not there', 'what supersedes it is not there'],
    ] as const
  ).map(([successor, what]): [string, Condition, Partial<TransitionFacts>, Finding[]] => [
    `a successor that is ${successor}`,
    hasSuccessor,
    { successor },
    [unmet(what, 'add --superseded-by <number>')],
  ]),
  ['asked', isAsked, { signOffs: signOffs({ position: undefined }) }, []],
  ['nobody asked', isAsked, { signOffs: new Map() }, [unmet('web was not asked to sign off', ask)]],
  [
    'not asked yet',
    isAsked,
    { signOffs: signOffs({ position: 'not asked' }) },
    [unmet('web was not asked to sign off', ask)],
  ],
  ['waived', isAsked, { signOffs: signOffs({ position: 'not asked', isWaived: true }) }, []],
  [
    'a project that is not affected asks nobody',
    isAsked,
    { signOffs: new Map(), projects: [project('alpha', { isAffected: false })] },
    [],
  ],
  [
    'teams of affected projects, each once and in order, and of those that may be',
    isAsked,
    {
      signOffs: new Map(),
      projects: [
        ...[project('alpha'), project('beta', { isAffected: 'unknown' }), project('gamma')],
        project('delta', { team: 'docs' }),
        project('eta', { team: 'ops', isAffected: 'unknown' }),
      ],
    },
    [
      unknown('whether eta is affected is unknown, so whether ops has to sign off is too', track),
      unmet('docs was not asked to sign off', 'npm run sign-off -- ask docs'),
      unmet('web was not asked to sign off', ask),
    ],
  ],
  ['signed off', isSignedOff, {}, []],
  [
    'signed off by those who are known, and some may have to',
    isSignedOff,
    { projects: [project('eta', { team: 'ops', isAffected: 'unknown' })] },
    [unknown('whether eta is affected is unknown, so whether ops has to sign off is too', track)],
  ],
  [
    'a no that is waived',
    isSignedOff,
    { signOffs: signOffs({ position: 'no', isWaived: true }) },
    [],
  ],
  [
    'nobody signed off',
    isSignedOff,
    { signOffs: new Map() },
    [unmet('web was not asked to sign off', ask)],
  ],
  [
    'no answer yet',
    isSignedOff,
    { signOffs: signOffs({ position: undefined }) },
    [unmet('web has not answered yet', 'wait, escalate, or record `no answer`')],
  ],
  ...(['no', 'needs work', 'no answer'] as const).map(
    (position): [string, Condition, Partial<TransitionFacts>, Finding[]] => [
      `says ${position}`,
      isSignedOff,
      { signOffs: signOffs({ position }) },
      [unmet(`web says ${position}`, settle)],
    ],
  ),
  [
    'a yes to an earlier text',
    isSignedOff,
    { signOffs: signOffs({ changed: ['a', 'b'] }) },
    [unmet('web said yes to an earlier text; changed since: a, b', ask)],
  ],
  [
    'a yes to a text that is not known',
    isSignedOff,
    { signOffs: signOffs({ changed: { unread: 'no such commit' } }) },
    [unknown('whether web said yes to this text is unknown: no such commit', ask)],
  ],
])('%s', (_, condition, facts, findings) => {
  expect(found(condition, facts)).toEqual(findings);
});
