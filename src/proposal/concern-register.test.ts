import { expect, test } from 'vitest';
import { registerEntries, registerOf, entryJson, namesTeam } from './concern-register.ts';
import { concernSchema } from './concern.ts';
import type { Proposal } from './load-proposals.ts';
import { overrideSchema } from './override.ts';
import { registrySchema } from './registry.ts';

const registry = registrySchema.parse({
  teams: { web: {}, ops: {}, docs: {} },
  bodies: { council: { name: 'The council' } },
  projects: {
    alpha: { team: 'web', repository: 'https://example.org/x/alpha' },
    beta: { team: 'ops', repository: 'https://example.org/x/beta' },
    gamma: { team: 'web', repository: 'https://example.org/x/gamma' },
    delta: { team: 'docs', repository: 'https://example.org/x/delta' },
  },
});

const concern = (id: string, more: object = {}) =>
  concernSchema.parse({
    id,
    title: id,
    text: 'T.',
    raisedBy: 'Operators',
    raised: '2026-01-01',
    where: 'The list',
    blocking: false,
    state: 'open',
    ...more,
  });
const closed = { state: 'closed', disposition: 'answered', reason: 'R.', closed: '2026-02-01' };

function proposal(concerns: ReturnType<typeof concern>[], more: object = {}): Proposal {
  return {
    number: 7,
    frontMatter: {
      status: 'proposed',
      projects: { projects: ['alpha', 'beta', 'gamma'] },
      stages: [{ id: 'ready', projects: { projects: ['gamma', 'beta', 'delta'] } }, { id: 'done' }],
      champions: ['Zoe'],
      decisions: [],
      concerns,
      ...more,
    },
  } as unknown as Proposal;
}

const entries = (...given: Parameters<typeof proposal>) =>
  registerEntries(proposal(...given), registry, '2026-04-01');

test('what holds a proposal up comes first, then what is open, then what is closed, each by its day', () => {
  const found = entries([
    concern('closed-early', closed),
    concern('open-late', { raised: '2026-01-09' }),
    concern('blocking-late', { blocking: true, wouldClear: 'W.', raised: '2026-01-08' }),
    concern('open-early', { raised: '2026-01-02' }),
    concern('blocking-closed', { ...closed, blocking: true, wouldClear: 'W.' }),
  ]);
  expect(found.map(({ concern: { id }, holdsUp }) => [id, holdsUp])).toEqual([
    ['blocking-closed', 'not asked'],
    ['blocking-late', 'open'],
    ['open-early', undefined],
    ['open-late', undefined],
    ['closed-early', undefined],
  ]);
});

test('a concern is about the projects that it names, else those of its stage that the proposal is for', () => {
  const found = entries([
    concern('all'),
    concern('of-ready', { stage: 'ready' }),
    concern('of-done', { stage: 'done' }),
    concern('named', { projects: ['delta', 'alpha'] }),
    concern('no-such-project', { projects: ['nobody'] }),
  ]);
  const about = Object.fromEntries(
    found.map(({ concern: { id }, projects, teams }) => [id, { projects, teams }]),
  );
  expect(about).toEqual({
    all: { projects: ['alpha', 'beta', 'gamma'], teams: ['ops', 'web'] },
    'of-ready': { projects: ['beta', 'gamma'], teams: ['ops', 'web'] },
    'of-done': { projects: ['alpha', 'beta', 'gamma'], teams: ['ops', 'web'] },
    named: { projects: ['delta', 'alpha'], teams: ['docs', 'web'] },
    'no-such-project': { projects: ['nobody'], teams: [] },
  });
});

test('only a concern that names projects speaks to their teams more than to others', () => {
  const [all, named] = entries([
    concern('all'),
    concern('named', { projects: ['alpha'], raised: '2026-01-02' }),
  ]);
  expect(all && namesTeam(all, 'web')).toBe(false);
  expect(named && namesTeam(named, 'web')).toBe(true);
  expect(named && namesTeam(named, 'ops')).toBe(false);
});

test('nothing holds up what is over', () => {
  const blocking = concern('blocking', { blocking: true, wouldClear: 'W.' });
  expect(entries([blocking])[0]?.holdsUp).toBe('open');
  expect(entries([blocking], { status: 'completed' })[0]?.holdsUp).toBeUndefined();
});

test('a vote of a body that the registry knows overrides, and stands beside the entry', () => {
  const blocking = concern('blocking', { blocking: true, wouldClear: 'W.' });
  const vote = overrideSchema.parse({
    overrides: 'blocking',
    body: 'council',
    date: '2026-03-01',
    quorum: 2,
    vote: { for: ['Ada', 'Ben'] },
    reason: 'R.',
    where: 'Minutes',
  });
  const [entry] = entries([blocking], { decisions: [vote] });
  if (entry === undefined) throw new Error('Expected an entry');
  expect(entry).toMatchObject({ holdsUp: undefined, override: vote });
  expect(entryJson(entry)).toMatchObject({
    proposal: 7,
    id: 'blocking',
    holdsUp: null,
    override: vote,
    projects: ['alpha', 'beta', 'gamma'],
    teams: ['ops', 'web'],
  });
  const open = entryJson({ ...entry, holdsUp: 'open', override: undefined });
  expect(open).toMatchObject({ holdsUp: 'open', override: null });
  // A registry without bodies knows none that may vote.
  const none = registrySchema.parse({ ...registry, bodies: undefined });
  expect(registerOf(entry.proposal, none, '2026-04-01')).toMatchObject({
    bodies: {},
    champions: ['Zoe'],
    today: '2026-04-01',
  });
});
