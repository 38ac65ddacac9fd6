import { describe, expect, it } from 'vitest';
import type { ReviewSystem } from '../../proposal/registry.ts';
import type { Review } from '../review.ts';
import { emptySnapshot, type Snapshot, type Source } from '../snapshot.ts';
import { declaredQueries, planSystem, type ProposalInput } from './plan.ts';
import { emptyAnswer, type SourceAnswer } from './review-source.ts';
import { concerns, isNews, nextSource, type Outcome } from './source-outcome.ts';

const system: ReviewSystem = { kind: 'gerrit', host: 'review.example.org', aliases: [] };
const github: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [] };
const registry = { projects: {}, reviewSystems: [system, github] };
const source = 'gerrit:review.example.org';
const began = '2026-03-02T04:05:06Z';
const now = Date.parse('2026-03-02T05:00:00Z');

function proposal(topics: string[], snapshot: Partial<Snapshot> = {}): ProposalInput {
  return {
    name: '0001-x',
    folder: '/nowhere',
    stages: [{ id: 'one', reviews: topics.map((topic) => ({ topic: [topic] })) }],
    citations: [],
    decisions: [],
    snapshot: { ...emptySnapshot(), ...snapshot },
  };
}
const asked = proposal(['a', 'b']);
const [a = '', b = ''] = declaredQueries(asked, system, registry);

function outcome(more: Partial<Outcome>, answer: Partial<SourceAnswer> = {}): Outcome {
  return {
    plan: planSystem(system, [asked], { registry, day: undefined }),
    answer: { ...emptyAnswer(), ...answer },
    started: Date.parse(began),
    whole: true,
    spent: false,
    ...more,
  };
}
const next = (before: Source | undefined, one: Outcome) =>
  nextSource(before, one, asked, registry, now);

describe('what is recorded of a source', () => {
  const before: Source = {
    source,
    asOf: '2026-03-01T00:00:00Z',
    seen: { [a]: '2026-02-01T00:00:00Z', gone: '2026-01-01T00:00:00Z' },
  };
  const fails = { since: '2026-02-28T00:00:00Z', reason: 'it was down' };

  it('is as of the begin of a whole run, which takes an earlier failure away', () => {
    expect(next({ ...before, failure: fails }, outcome({}))).toEqual({
      source,
      asOf: began,
      seen: { [a]: '2026-02-01T00:00:00Z' },
    });
    expect(next(undefined, outcome({}))).toEqual({ source, asOf: began, seen: {} });
  });

  it('moves the mark of what was read whole, and of no other', () => {
    const newest = '2026-03-02T00:00:00Z';
    const queries = new Map([
      [a, { ids: new Set<never>(), complete: true, newest }],
      [b, { ids: new Set<never>(), complete: false, newest }],
    ]);
    const seen = new Map([['open', newest]]);
    expect(next(before, outcome({}, { queries, seen })).seen).toEqual({
      [a]: newest,
      open: newest,
    });
    const part = new Map([[a, { ids: new Set<never>(), complete: false, newest }]]);
    expect(next(before, outcome({}, { queries: part })).seen).toEqual({ [a]: before.seen[a] });
  });

  it('stays as it was where the budget was spent: that is no failure of the source', () => {
    const spent = outcome({ whole: false, spent: true, failure: 'the budget is spent' });
    expect(next(before, spent)).toEqual(before);
    expect(next({ ...before, failure: fails }, spent)).toEqual({ ...before, failure: fails });
    expect(next(undefined, spent)).toEqual({ source, seen: {} });
  });

  it('says since when it fails, and why it first did', () => {
    const failed = outcome({ whole: false, failure: 'no route to ann@example.org' });
    const first = next(before, failed);
    expect(first).toMatchObject({ asOf: before.asOf, failure: { since: '2026-03-02T05:00:00Z' } });
    expect(first.failure?.reason).toMatch(/^no route to /);
    expect(first.failure?.reason).not.toContain('@');
    expect(next({ ...before, failure: fails }, failed).failure).toEqual(fails);
    expect(next(before, outcome({ whole: false })).failure?.reason).toBe('failed');
    const long = outcome({ whole: false, failure: 'x'.repeat(999) });
    expect(next(before, long).failure?.reason).toHaveLength(300);
  });
});

describe('whether a snapshot is worth a change of its file', () => {
  const review: Review = {
    id: `${source}/demo/alpha~1`,
    repository: 'demo/alpha',
    title: 'One',
    status: 'open',
    owner: null,
  };
  const other: Review = { ...review, id: `${source}/demo/alpha~2` };
  const last: Source = { source, asOf: '2026-03-01T00:00:00Z', seen: { [a]: began } };
  const snapshot = (more: Partial<Snapshot> = {}, record: Source[] = [last]): Snapshot => ({
    ...emptySnapshot(),
    sources: record,
    reviews: [review, other],
    ...more,
  });
  const before = snapshot();
  const asOf = (moment: string | undefined): Source =>
    moment === undefined ? { source, seen: last.seen } : { ...last, asOf: moment };

  it.each<[string, Snapshot, boolean]>([
    ['the same', snapshot(), false],
    ['the same in another order', snapshot({ reviews: [other, review] }), false],
    [
      'a review that says something else',
      snapshot({ reviews: [review, { ...other, title: 'Two' }] }),
      true,
    ],
    ['a review more', snapshot({ reviews: [review] }), true],
    ['a new link', snapshot({ links: [link('one')] }), true],
    ['one that nobody has told of yet', snapshot({ unresolved: [`${source}/?~9`] }), true],
    [
      'later marks alone',
      snapshot({}, [{ ...last, seen: { [a]: '2026-03-09T00:00:00Z' } }]),
      false,
    ],
    ['a mark more', snapshot({}, [{ ...last, seen: { ...last.seen, open: began } }]), true],
    ['a mark less', snapshot({}, [{ ...last, seen: {} }]), true],
    ['a source more', snapshot({}, [last, { source: 'git', seen: {} }]), true],
    ['another source', snapshot({}, [{ ...last, source: 'git' }]), true],
    [
      'a source that fails now',
      snapshot({}, [{ ...last, failure: { since: began, reason: 'x' } }]),
      true,
    ],
    ['asked again the next day', snapshot({}, [asOf('2026-03-02T00:00:00Z')]), false],
    ['asked again a week later', snapshot({}, [asOf('2026-03-08T00:00:00Z')]), false],
    ['asked again after more than a week', snapshot({}, [asOf('2026-03-08T00:00:01Z')]), true],
    ['never asked to the end', snapshot({}, [asOf(undefined)]), true],
  ])('%s', (_, then, expected) => {
    expect(isNews(then, before)).toBe(expected);
  });

  it('a source that answers again, or for the first time, is worth it', () => {
    const failing = snapshot({}, [{ ...last, failure: { since: began, reason: 'x' } }]);
    expect(isNews(before, failing)).toBe(true);
    expect(isNews(failing, failing)).toBe(false);
    expect(isNews(before, snapshot({}, [asOf(undefined)]))).toBe(true);
  });

  function link(stage: string): Snapshot['links'][number] {
    const provenance = [{ kind: 'topic' as const, text: 'a', firstSeen: '2026-01-01' }];
    return { review: review.id, stage, decision: 'confirmed', provenance };
  }
});

describe('whether a proposal has to do with a system', () => {
  const review: Review = {
    id: `${source}/demo/alpha~1`,
    repository: 'demo/alpha',
    title: 'One',
    status: 'open',
    owner: null,
  };
  const pull: Review = { ...review, id: 'github:demo/alpha#1' };
  const nothing = emptySnapshot();
  const asks = (one: ReviewSystem, of: ProposalInput, snapshot: Partial<Snapshot> = {}) =>
    concerns(
      planSystem(one, [of], { registry, day: undefined }),
      of,
      { ...nothing, ...snapshot },
      registry,
    );

  it('it has where a stage asks it, or where reviews of it are known or named', () => {
    const silent = proposal([]);
    expect(asks(system, asked)).toBe(true);
    expect(asks(system, silent)).toBe(false);
    expect(asks(system, silent, { reviews: [review] })).toBe(true);
    expect(asks(system, silent, { unresolved: [`${source}/?~9`] })).toBe(true);
    expect(asks(system, silent, { reviews: [pull] })).toBe(false);
    expect(asks(github, silent, { reviews: [pull] })).toBe(true);
    expect(asks(github, silent, { reviews: [review] })).toBe(false);
    const longer = { ...system, host: 'review.example.org.uk' };
    expect(asks(longer, silent, { reviews: [review] })).toBe(false);
  });
});
