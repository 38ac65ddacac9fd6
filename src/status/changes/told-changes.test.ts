import { expect, test } from 'vitest';
import { change, type Change, type LearnedChange } from './change.ts';
import { changesFor, toldChanges } from './told-changes.ts';

const monday = { commit: 'aa', date: '2026-06-01T12:00:00Z' };
const tuesday = { commit: 'bb', date: '2026-06-02T12:00:00Z' };

function learned(given: Partial<Change>, at = monday): LearnedChange {
  return {
    ...change({ kind: 'status', proposal: 1, subject: 'gone', words: 'told', ...given }),
    learned: at,
  };
}
const done = (project: string, more: Partial<Change> = {}): LearnedChange =>
  learned({
    ...{ from: 'in progress', to: 'done', projects: [project] },
    words: `${project}, Callbacks gone: done, before in progress`,
    ...more,
  });
const words = (changes: LearnedChange[]) => toldChanges(changes).map((one) => one.words);

test('projects that came to the same at once stand in one line', () => {
  const both = [done('alpha'), done('beta')];
  expect(toldChanges(both)).toEqual([
    {
      ...{ kind: 'status', proposal: 1, happened: null, learned: monday, url: null },
      words: 'alpha and beta: Callbacks gone: done, before in progress',
      changes: both,
    },
  ]);
});

test.each<[string, Partial<Change>, Partial<Change>?]>([
  ['another stage', { subject: 'voted' }],
  ['another status before', { from: 'not started' }],
  ['another status after', { to: 'unknown' }],
  ['another proposal', { proposal: 2 }],
  ['another kind', { kind: 'review' }],
  ['readings of two causes', { kind: 'reading', because: 'plan' }, { kind: 'reading' }],
  ['reviews of two fates', { kind: 'review', to: 'merged' }, { kind: 'review', to: 'open' }],
  ['reviews that were otherwise', { kind: 'review', from: 'open' }, { kind: 'review' }],
  ['two concerns', { kind: 'concern', subject: 'x' }, { kind: 'concern', subject: 'y' }],
  ['two steps of a concern', { kind: 'concern', words: 'x' }, { kind: 'concern', words: 'y' }],
])('stands in a line of its own: %s', (_, one, other = {}) => {
  expect(toldChanges([done('alpha', one), done('beta', other)])).toHaveLength(2);
});

test('what was learned by two commits stands in two lines, the newer one first', () => {
  const two = [done('alpha'), { ...done('beta'), learned: tuesday }];
  expect(toldChanges(two).map((one) => one.learned)).toEqual([tuesday, monday]);
});

test('within a commit: by proposal, then by kind, then in their order', () => {
  const text = (subject: string, proposal = 1) => learned({ kind: 'text', subject, proposal });
  const given = [
    text('Plan', 2),
    done('alpha', { proposal: 2 }),
    learned({ kind: 'concern', subject: 'one', words: 'one' }),
    learned({ kind: 'concern', subject: 'two', words: 'two' }),
    text('Plan'),
    done('alpha'),
  ];
  expect(toldChanges(given).map(({ kind, proposal }) => `${proposal} ${kind}`)).toEqual([
    ...['1 status', '1 concern', '1 concern', '1 text'],
    ...['2 status', '2 text'],
  ]);
  // Of what has one place, the later is first, as everywhere.
  expect(words(given).slice(1, 3)).toEqual(['two', 'one']);
});

test('many readings, reviews and sections are counted and named', () => {
  const reading = (project: string) =>
    learned({ kind: 'reading', because: 'probe', projects: [project] });
  expect(words([reading('alpha'), reading('beta')])).toEqual([
    '2 statuses read otherwise: its probes ask otherwise (alpha and beta)',
  ]);
  const review = (more: Partial<Change>) => learned({ kind: 'review', ...more });
  const merged = { from: 'open', to: 'merged' };
  expect(
    words([review({ ...merged, projects: ['alpha'] }), review({ ...merged, projects: ['beta'] })]),
  ).toEqual(['2 reviews merged, before open (alpha and beta)']);
  expect(words([review({ to: 'open' }), review({ to: 'open' })])).toEqual([
    '2 reviews open, linked',
  ]);
  expect(words([review({ from: 'open' }), review({ from: 'open' })])).toEqual([
    '2 reviews are no longer linked',
  ]);
  const text = (subject: string) => learned({ kind: 'text', subject });
  expect(words([text('Plan'), text('Impact')])).toEqual(['2 sections: “Plan” and “Impact”']);
});

test('one that stands alone is told with its own words, day and address', () => {
  const one = done('alpha', { happened: { on: '2026-05-30' }, url: 'https://example.org/1' });
  expect(toldChanges([one])).toEqual([
    {
      ...{ kind: 'status', proposal: 1, learned: monday, changes: [one] },
      ...{ words: one.words, happened: one.happened, url: one.url },
    },
  ]);
});

test('several happened from the first day to the last, if each is told with one', () => {
  const on = (...days: string[]) => toldChanges(days.map((day, i) => done(`p${i}`, at(day))));
  const at = (day: string): Partial<Change> => ({ happened: { on: day } });
  expect(on('2026-05-30', '2026-05-28', '2026-05-29')[0]?.happened).toEqual({
    after: '2026-05-28',
    until: '2026-05-30',
  });
  const instants = on('2026-05-28T18:00:00Z', '2026-05-28T09:00:00Z');
  expect(instants[0]?.happened).toEqual({ on: '2026-05-28T09:00:00Z' });
  const between = { happened: { after: '2026-05-01', until: null } };
  expect(toldChanges([done('a', at('2026-05-28')), done('b', between)])[0]?.happened).toBeNull();
  expect(toldChanges([done('a', at('2026-05-28')), done('b')])[0]?.happened).toBeNull();
});

const one = done('alpha', { stages: ['gone'], teams: ['web'] });
const ofAll = learned({ kind: 'plan' });
const text = learned({ kind: 'text' });
const teamsOf = (proposal: number) => (proposal === 1 ? ['web', 'ops'] : []);

test('changes for somebody are those that name them', () => {
  const all = [one, ofAll, text];
  expect(changesFor(all, {})).toEqual(all);
  expect(changesFor(all, { project: 'alpha' })).toEqual([one]);
  expect(changesFor(all, { project: 'beta' })).toEqual([]);
  expect(changesFor(all, { stage: 'gone' })).toEqual([one]);
  expect(changesFor(all, { stage: 'voted' })).toEqual([]);
  expect(changesFor(all, { proposal: 1 })).toEqual(all);
  expect(changesFor(all, { proposal: 2 })).toEqual([]);
  expect(changesFor(all, { project: 'alpha', stage: 'voted' })).toEqual([]);
});

test('a team is told what names it, and what is about all projects of its proposals but the text', () => {
  const all = [one, ofAll, text];
  expect(changesFor(all, { team: 'web' }, teamsOf)).toEqual([one, ofAll]);
  expect(changesFor(all, { team: 'ops' }, teamsOf)).toEqual([ofAll]);
  expect(changesFor(all, { team: 'elsewhere' }, teamsOf)).toEqual([]);
  expect(changesFor(all, { team: 'ops' })).toEqual([]);
});
