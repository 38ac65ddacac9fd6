import { describe, expect, test } from 'vitest';
import { wholeState } from '../../../test/support/whole-state.ts';
import type { Concern } from '../../proposal/concern.ts';
import type { SignOffRound } from '../../proposal/sign-off.ts';
import { claimChanges, concernChanges, decisionChanges, signOffChanges } from './record-changes.ts';

const nothing = wholeState();

describe('concerns', () => {
  const concern: Concern = {
    ...{ id: 'slow', title: 'It is slow', text: 'Why.', raisedBy: 'Ben', raised: '2026-05-02' },
    ...{ where: 'the list', blocking: true, wouldClear: 'Figures.', state: 'open' },
  };
  const of = (more: Partial<Concern>) => wholeState({ concerns: [{ ...concern, ...more }] });
  const open = of({});
  const closed = {
    state: 'closed' as const,
    closed: '2026-06-01',
    disposition: 'answered' as const,
  };
  const satisfied = { says: 'satisfied' as const, date: '2026-06-03', where: 'the list' };
  const asked = { says: 'none' as const, by: '2026-07-01', asked: '2026-06-03', where: 'the list' };
  const adopted = { by: 'Eve', date: '2026-07-01', where: 'the list' };
  const url = 'https://example.org/1';

  test('a change says what it is about, and where it stands', () => {
    const common = { kind: 'concern', proposal: 1, subject: 'slow', because: null };
    expect(concernChanges(nothing, open)).toEqual([
      {
        ...{ ...common, from: null, to: 'open', words: '“It is slow” raised by Ben, blocking' },
        ...{ stages: [], projects: [], teams: [], happened: { on: '2026-05-02' }, url: null },
      },
    ]);
    const about = { stage: 'gone', projects: ['beta', 'alpha'], url, blocking: false };
    expect(concernChanges(undefined, of(about))).toEqual([
      {
        ...{ ...common, from: null, to: 'open', words: '“It is slow” raised by Ben' },
        ...{ stages: ['gone'], projects: ['beta', 'alpha'], teams: ['ops', 'web'] },
        ...{ happened: { on: '2026-05-02' }, url },
      },
    ]);
  });

  const steps = (before: Partial<Concern> | undefined, after: Partial<Concern>) =>
    concernChanges(before === undefined ? nothing : of(before), of(after)).map(
      ({ from, to, words, happened }) => [from, to, words.replace('“It is slow” ', ''), happened],
    );

  test.each<[string, Partial<Concern> | undefined, Partial<Concern>, unknown[]]>([
    ['the same', {}, {}, []],
    ['the same, closed', closed, closed, []],
    [
      'closed',
      {},
      closed,
      [['open', 'closed, answered', 'closed, answered', { on: '2026-06-01' }]],
    ],
    [
      'closed without a disposition',
      {},
      { state: 'closed' },
      [['open', 'closed, no disposition', 'closed, no disposition', null]],
    ],
    [
      'closed otherwise',
      closed,
      { ...closed, disposition: 'withdrawn' },
      [['closed', 'closed, withdrawn', 'closed, withdrawn', { on: '2026-06-01' }]],
    ],
    [
      // A day that an open one names is not that of its being opened again.
      'open again',
      closed,
      { closed: '2026-06-01' },
      [['closed', 'open', 'open again', null]],
    ],
    ['still open, with a disposition', {}, { disposition: 'answered' }, []],
    [
      'answered',
      closed,
      { ...closed, answer: satisfied },
      [[null, 'satisfied', 'its raiser is satisfied', { on: '2026-06-03' }]],
    ],
    ['answered, as before', { ...closed, answer: satisfied }, { ...closed, answer: satisfied }, []],
    [
      'asked',
      closed,
      { ...closed, answer: asked },
      [[null, 'none', 'its raiser is asked, and may answer until 2026-07-01', null]],
    ],
    [
      'asked, then answered',
      { ...closed, answer: asked },
      { ...closed, answer: satisfied },
      [['none', 'satisfied', 'its raiser is satisfied', { on: '2026-06-03' }]],
    ],
    ['adopted', {}, { adopted }, [[null, 'Eve', 'adopted by Eve', { on: '2026-07-01' }]]],
    [
      'adopted by another',
      { adopted },
      { adopted: { ...adopted, by: 'Joe' } },
      [['Eve', 'Joe', 'adopted by Joe', { on: '2026-07-01' }]],
    ],
    ['adopted, as before', { adopted }, { adopted }, []],
    [
      'its raiser left',
      {},
      { formerSince: '2026-08-01' },
      [[null, 'left', 'its raiser left the role', { on: '2026-08-01' }]],
    ],
    ['left, as before', { formerSince: '2026-08-01' }, { formerSince: '2026-08-01' }, []],
    ['no longer gone', { formerSince: '2026-08-01' }, {}, []],
    ['no block', {}, { blocking: false }, [['blocking', 'no block', 'now no block', null]]],
    ['a block', { blocking: false }, {}, [['no block', 'blocking', 'now blocking', null]]],
    ...(['title', 'text', 'wouldClear', 'reason'] as const).map(
      (key): [string, Partial<Concern>, Partial<Concern>, unknown[]] => [
        `another ${key}`,
        { [key]: 'B' },
        { [key]: 'A', title: 'It is slow' },
        [['text', 'text', 'written anew', null]],
      ],
    ),
    [
      // What else is said of it says that it was written anew, too.
      'closed, and written anew',
      {},
      { ...closed, text: 'B' },
      [['open', 'closed, answered', 'closed, answered', { on: '2026-06-01' }]],
    ],
    [
      'raised and closed at once',
      undefined,
      closed,
      [
        [null, 'open', 'raised by Ben, blocking', { on: '2026-05-02' }],
        ['open', 'closed, answered', 'closed, answered', { on: '2026-06-01' }],
      ],
    ],
    [
      'raised by one who is asked, adopted and left',
      undefined,
      { answer: asked, adopted, formerSince: '2026-08-01' },
      [
        [null, 'open', 'raised by Ben, blocking', { on: '2026-05-02' }],
        [null, 'none', 'its raiser is asked, and may answer until 2026-07-01', null],
        [null, 'Eve', 'adopted by Eve', { on: '2026-07-01' }],
        [null, 'left', 'its raiser left the role', { on: '2026-08-01' }],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(steps(before, after)).toEqual(expected);
  });

  test('one that is no longer there was closed or open', () => {
    const left = concernChanges(of({ ...closed, url }), nothing);
    expect(left).toMatchObject([
      {
        ...{ from: 'closed', to: null, words: '“It is slow” no longer on the register' },
        ...{ happened: null, url },
      },
    ]);
  });
});

test('a sign-off is asked for by round, and each position is told once, with who said it', () => {
  const of = (...rounds: SignOffRound[]) =>
    wholeState({
      signOffs: [
        { team: 'ops', rounds: [{ asked: '2026-01-01', position: 'no', date: '2026-01-02' }] },
        { team: 'web', rounds },
      ],
    });
  const base = of();
  const asked = { asked: '2026-06-01' };
  const url = 'https://example.org/2';
  const yes = { ...asked, position: 'yes' as const, date: '2026-06-05', by: 'Eve', url };
  const common = { kind: 'sign-off', proposal: 1, subject: 'web', teams: ['web'] };
  const rest = { stages: [], projects: [], because: null };
  const isAsked = {
    ...{ ...common, ...rest, from: null, to: 'asked', words: 'web is asked for its sign-off' },
    ...{ happened: { on: '2026-06-01' }, url: null },
  };
  const says = {
    ...{ ...common, ...rest, from: 'asked', to: 'yes', words: 'web says yes, by Eve' },
    ...{ happened: { on: '2026-06-05' }, url },
  };
  expect(signOffChanges(base, of(asked))).toEqual([isAsked]);
  expect(signOffChanges(base, of(yes))).toEqual([isAsked, says]);
  expect(signOffChanges(of(asked), of(yes))).toEqual([says]);
  expect(signOffChanges(of(yes), of(yes))).toEqual([]);
  expect(signOffChanges(of(yes), of(asked))).toEqual([]);
  expect(signOffChanges(of(yes), of({ ...asked, position: 'needs work' }))).toEqual([
    {
      ...says,
      from: 'yes',
      to: 'needs work',
      words: 'web says needs work',
      happened: null,
      url: null,
    },
  ]);
  expect(signOffChanges(undefined, of(asked)).map(({ words }) => words)).toEqual([
    'ops is asked for its sign-off',
    'ops says no',
    'web is asked for its sign-off',
  ]);
});

test('a claim that is new and one that is gone are told; what was claimed before is not', () => {
  const url = 'https://example.org/3';
  const first = {
    ...{ projects: ['alpha'], stage: 'gone', status: 'done' as const },
    ...{ date: '2026-06-02', source: 'Minutes', url },
  };
  const second = {
    ...{ projects: ['beta', 'alpha'], stage: 'later', status: 'not affected' as const },
    ...{ date: '2026-06-03', source: 'Mail' },
  };
  const common = { kind: 'claim', proposal: 1, because: null };
  expect(claimChanges(wholeState({ claims: [first] }), wholeState({ claims: [second] }))).toEqual([
    {
      ...{ ...common, subject: 'later', from: null, to: 'not affected' },
      words: 'claimed not affected: beta and alpha, later; Mail',
      ...{ stages: ['later'], projects: ['beta', 'alpha'], teams: ['ops', 'web'] },
      ...{ happened: { on: '2026-06-03' }, url: null },
    },
    {
      ...{ ...common, subject: 'gone', from: 'done', to: null },
      words: 'no longer claimed done: alpha, Callbacks gone; Minutes',
      ...{ stages: ['gone'], projects: ['alpha'], teams: ['web'], happened: null, url },
    },
  ]);
  const both = wholeState({ claims: [first, second] });
  expect(claimChanges(both, both)).toEqual([]);
  expect(
    claimChanges(wholeState({ claims: [second] }), both).map(({ subject }) => subject),
  ).toEqual(['gone']);
  expect(claimChanges(both, wholeState({ claims: [second] })).map(({ to }) => to)).toEqual([null]);
  expect(claimChanges(undefined, both)).toHaveLength(2);
});

test('a decision is told with what it decides on, and steps of the status are told elsewhere', () => {
  const url = 'https://example.org/4';
  const exemption = {
    ...{ exempts: ['beta', 'alpha'], stage: 'gone', date: '2026-06-03', by: 'Council' },
    ...{ until: '2027-06-03', reason: 'Ends.', where: 'Minutes', url },
  };
  const everywhere = { ...exemption, stage: undefined, url: undefined, date: '2026-06-04' };
  const waiver = {
    ...{ waives: 'web', date: '2026-06-05', by: 'Council', reason: 'Left.', where: 'Minutes' },
  };
  const move = {
    ...{ from: 'proposed' as const, to: 'accepted' as const, date: '2026-06-06', by: 'Council' },
  };
  const after = wholeState({
    exemptions: [exemption, everywhere],
    waivers: [waiver],
    moves: [move],
  } as never);
  const found = decisionChanges(nothing, after);
  const byDay = Object.fromEntries(found.map((one) => [JSON.stringify(one.happened), one]));
  expect(found).toHaveLength(3);
  const common = { kind: 'decision', proposal: 1, from: null, because: null };
  const words = 'beta, alpha exempt from gone until 2027-06-03';
  expect(byDay['{"on":"2026-06-03"}']).toEqual({
    ...{ ...common, subject: 'exemption', to: words, words, url },
    ...{ stages: ['gone'], projects: ['beta', 'alpha'], teams: ['ops', 'web'] },
    happened: { on: '2026-06-03' },
  });
  expect(byDay['{"on":"2026-06-04"}']).toMatchObject({
    stages: [],
    teams: ['ops', 'web'],
    url: null,
  });
  expect(byDay['{"on":"2026-06-05"}']).toMatchObject({
    ...{ subject: 'web', stages: [], projects: [], teams: ['web'] },
  });
  expect(decisionChanges(after, after)).toEqual([]);
  expect(decisionChanges(undefined, after)).toHaveLength(3);
});
