import { expect, test } from 'vitest';
import { dutyLines, type DutyLine } from './duty-lines.ts';
import type { TeamDuties } from './team-duties.ts';

const report = {
  proposal: {
    number: 3,
    frontMatter: { title: 'Plan', stages: [{ id: 'soon', title: 'Soon' }] },
  },
};
const other = { proposal: { ...report.proposal, number: 4 } };

/** The lines of a team that has these duties alone. */
function linesOf(given: Record<string, unknown[]>): DutyLine[] {
  const duties: TeamDuties = {
    ...{ team: 'web', name: 'Web', projects: [], signOffs: [], stages: [] },
    ...{ reviews: [], concerns: [], drift: [], unconfirmed: [], ...given },
  };
  return dutyLines(duties);
}

test('a sign-off says how to answer, and whom to ask', () => {
  const of = (clock: object, escalateTo?: string) =>
    linesOf({ signOffs: [{ report, signOff: { team: 'web', escalateTo }, clock }] });
  const answer = 'npm run sign-off -- answer web --proposal 3 --says …; questions: ';
  const line = { kind: 'sign-off', proposal: 3 };
  expect(of({ isRunning: true, due: '2026-07-01' }, 'Zoe')).toEqual([
    {
      ...{ ...line, due: '2026-07-01', words: 'Sign-off on 0003, Plan: no answer yet' },
      todo: `${answer}Zoe`,
    },
  ]);
  expect(of({ isRunning: true })[0]?.todo).toBe(`${answer}the champions`);
  expect(of({ isRunning: false, position: 'needs work' })).toEqual([
    {
      ...{ ...line, due: null, words: 'Sign-off on 0003, Plan: needs work' },
      todo: 'the champions have to ask again',
    },
  ]);
});

test('a stage says what to do first, and how much more there is', () => {
  const row = (project: string, status: string, ...todo: string[]) => ({
    row: { project, status },
    todo,
  });
  const of = (...rows: unknown[]) =>
    linesOf({ stages: [{ report, stage: { id: 'soon', title: 'Soon' }, due: undefined, rows }] });
  const line = { kind: 'stage', proposal: 3, due: null };
  expect(of()).toEqual([]);
  expect(of(row('alpha', 'in progress', 'take out a'))).toEqual([
    { ...line, words: '0003 Soon: left for alpha', todo: 'take out a' },
  ]);
  expect(
    of(row('alpha', 'unknown', 'take out a', 'bring b'), row('beta', 'done', 'take out a', 'c')),
  ).toEqual([
    { ...line, words: '0003 Soon: left for alpha and beta', todo: 'take out a; and 2 more' },
  ]);
  expect(of(row('alpha', 'unknown'), row('beta', 'unknown'))).toEqual([
    {
      ...{ ...line, words: '0003 Soon: unknown for alpha and beta' },
      todo: 'npm run brief -- alpha --stage soon',
    },
  ]);
});

test('a concern says what would clear it, or to whom to speak', () => {
  const proposal = { number: 3 };
  const entry = (concern: object, more: object = {}) => ({
    ...{ proposal, teams: ['web'] },
    concern: { title: 'Slow', raisedBy: 'Ben', projects: ['alpha'], ...concern },
    ...more,
  });
  const line = { kind: 'concern', proposal: 3, due: null };
  expect(linesOf({ concerns: [entry({ wouldClear: 'Figures.' })] })).toEqual([
    { ...line, words: 'Concern on 0003: “Slow”, open', todo: 'Figures.' },
  ]);
  const answer = { says: 'none', by: '2026-08-01' };
  expect(linesOf({ concerns: [entry({ answer }, { holdsUp: 'awaits the answer' })] })).toEqual([
    {
      ...{ ...line, due: '2026-08-01', todo: 'speak to Ben' },
      words:
        'Concern on 0003: “Slow”, holds it up: closed, and its raiser may answer until 2026-08-01',
    },
  ]);
  const no = { says: 'not satisfied', date: '2026-08-01' };
  expect(linesOf({ concerns: [entry({ answer: no })] })[0]?.due).toBeNull();
  const all = (title: string) => entry({ title, projects: undefined });
  expect(linesOf({ concerns: [all('One')] })).toEqual([
    { ...line, words: '1 open concern on 0003 about every project', todo: '“One”' },
  ]);
  expect(linesOf({ concerns: [all('One'), all('Two')] })).toEqual([
    { ...line, words: '2 open concerns on 0003 about every project', todo: '“One” and “Two”' },
  ]);
});

test('drift says what to do, and takes the place of the same claim that nobody confirmed', () => {
  const drift = (stage: string, text?: string) => ({
    report,
    row: { project: 'alpha', stage, proposal: 3, drift: text === undefined ? null : { text } },
  });
  const line = { proposal: 3, due: null };
  const told = (stage: string, text: string) => ({
    ...{ ...line, kind: 'drift', words: `Claim about alpha, ${stage}: ${text}` },
    todo: 'claim it anew, or say what the probes miss',
  });
  expect(linesOf({ drift: [drift('soon', 'claimed x'), drift('gone')] })).toEqual([
    told('Soon', 'claimed x'),
    told('gone', ''),
  ]);
  const entry = (more: object = {}) => ({
    ...{ kind: 'claim', project: 'alpha', stage: 'soon', proposal: 3, due: null, todo: 'T' },
    ...more,
  });
  const confirm = (more: object) =>
    linesOf({ drift: [drift('soon', 'x')], unconfirmed: [entry(more)] }).slice(1);
  const stale = { ...line, kind: 'confirm', todo: 'T' };
  const words = 'Claims that nobody confirmed, 0003: ';
  expect(confirm({})).toEqual([]);
  expect(confirm({ project: 'beta' })).toEqual([{ ...stale, words: `${words}beta` }]);
  expect(confirm({ stage: 'late' })).toEqual([{ ...stale, words: `${words}alpha` }]);
  expect(confirm({ proposal: 4 })).toEqual([
    { ...stale, proposal: 4, words: 'Claims that nobody confirmed, 0004: alpha' },
  ]);
  expect(confirm({ kind: 'exemption' })).toEqual([
    { ...stale, words: 'Exemptions that have run out, 0003: alpha' },
  ]);
  const unconfirmed = [
    ...[entry({ due: '2026-09-01' }), entry({ project: 'beta' }), entry({ project: 'beta' })],
    ...[entry({ kind: 'exemption' }), entry({ proposal: 4 })],
  ];
  expect(linesOf({ unconfirmed }).map((one) => one.words)).toEqual([
    `${words}alpha and beta`,
    'Exemptions that have run out, 0003: alpha',
    'Claims that nobody confirmed, 0004: alpha',
  ]);
});

test('reviews of a turn are one line with the titles of two', () => {
  const review = (title: string, who: string | undefined, of = report, since?: string) => ({
    report: of,
    review: {
      turn: who === undefined ? undefined : { who, since },
      review: { title, updated: '2026-03-01T00:00:00Z' },
    },
  });
  const since = '2026-02-01T00:00:00Z';
  const reviews = [
    review('A', 'reviewers', report, since),
    ...[review('B', 'reviewers'), review('C', 'reviewers'), review('D', 'author')],
    ...[review('E', 'unknown'), review('F', 'reviewers', other), review('G', undefined)],
  ];
  const line = { kind: 'review', proposal: 3, due: null };
  expect(linesOf({ reviews })).toEqual([
    {
      ...{ ...line, todo: '“A”, “B”' },
      words: '3 reviews on 0003: waiting for review, the longest since 1 Feb 2026',
    },
    {
      ...{ ...line, todo: '“D”' },
      words: '1 review on 0003: waiting for their author, the longest since 1 Mar 2026',
    },
    {
      ...{ ...line, proposal: 4, todo: '“F”' },
      words: '1 review on 0004: waiting for review, the longest since 1 Mar 2026',
    },
    {
      ...{ ...line, todo: '“G”' },
      words: '1 review on 0003: turn unknown, the longest since 1 Mar 2026',
    },
  ]);
  const undated = { report, review: { turn: { who: 'submitter' }, review: { title: 'A' } } };
  expect(linesOf({ reviews: [undated] })[0]?.words).toBe('1 review on 0003: ready to land');
});

test('what has a day comes first, by that day', () => {
  const stage = (id: string, day?: string) => ({
    ...{ report, stage: { id, title: id }, due: day === undefined ? undefined : { day } },
    rows: [{ row: { project: 'alpha', status: 'in progress' }, todo: [] }],
  });
  const stages = [stage('none'), stage('late', '2027-01-01'), stage('soon', '2026-01-01')];
  const signOffs = [
    { report, signOff: { team: 'web' }, clock: { isRunning: true, due: '2026-06-01' } },
  ];
  expect(linesOf({ stages, signOffs }).map(({ due }) => due)).toEqual([
    ...['2026-01-01', '2026-06-01', '2027-01-01', null],
  ]);
});
