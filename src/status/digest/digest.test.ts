import { expect, test } from 'vitest';
import { change, type Change, type LearnedChange } from '../changes/change.ts';
import type { TeamDuties } from '../duties/team-duties.ts';
import { digestOf, digestSchema, mostChanges, toldIn } from './digest.ts';

const learned = { commit: 'a'.repeat(40), date: '2026-06-01T12:00:00Z' };
const head = { commit: 'b'.repeat(40), date: '2026-06-09T12:00:00Z' };
const told = (subject: string, more: Partial<Change> = {}): LearnedChange => ({
  ...change({ kind: 'plan', proposal: 1, subject, words: subject, ...more }),
  learned,
});
const since = (changes: LearnedChange[]) => ({ base: null, head, changes, unknown: ['one'] });
test('a digest of everything has no duties, and the newest change first', () => {
  const digest = digestOf(since([told('old'), told('new')]), '2026-06-01');
  expect(digest).toEqual({
    ...{ team: null, since: '2026-06-01', base: null, head, toDo: [], left: 0, unknown: ['one'] },
    changes: [told('new'), told('old')],
  });
  expect(digestSchema.parse(digest)).toEqual(digest);
  // Told as everywhere: what was learned at once, the later one first.
  expect(toldIn(digest).map(({ words }) => words)).toEqual(['new', 'old']);
});

test('more than so many changes are counted: the oldest', () => {
  const many = Array.from({ length: mostChanges + 3 }, (_, i) => told(String(i)));
  const digest = digestOf(since(many), '2026-06-01');
  expect(digest.changes).toHaveLength(mostChanges);
  expect(digest.changes[0]?.subject).toBe(String(mostChanges + 2));
  expect(digest.changes.at(-1)?.subject).toBe('3');
  expect(digest.left).toBe(3);
});

test('a team’s digest is what concerns the team', () => {
  const duties: TeamDuties = {
    ...{ team: 'web', name: 'Web', projects: ['alpha'], signOffs: [], stages: [] },
    ...{ reviews: [], concerns: [], drift: [], unconfirmed: [] },
  };
  const changes = [
    told('its', { teams: ['web'] }),
    told('not its', { teams: ['ops'] }),
    told('of all'),
  ];
  const digest = digestOf(since(changes), 'bb', duties, (n) => (n === 1 ? ['web'] : []));
  expect(digest.team).toBe('web');
  expect(digest.changes.map(({ subject }) => subject)).toEqual(['of all', 'its']);
  expect(digestOf(since(changes), 'bb', duties).changes.map(({ subject }) => subject)).toEqual([
    'its',
  ]);
});
