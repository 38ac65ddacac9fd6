import { describe, expect, test } from 'vitest';
import { answerOf, commitOf, snapshotOf, type Said } from '../../test/support/status.ts';
import { definitionHash, questionFor } from '../adoption/probe-hash.ts';
import type { AdoptionSnapshot } from '../adoption/snapshot.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import { probesFileSchema } from '../proposal/probe.ts';
import type { Registry } from '../proposal/registry.ts';
import { answerAt, readingOf, type ReadingContext } from './reading.ts';

const probes = probesFileSchema.parse({
  probes: {
    a: { title: 'As', kind: 'import', language: 'python', modules: ['a'] },
    zero: { title: 'Zs', kind: 'file', include: ['z/*'], absentIs: 'zero' },
    part: { title: 'Ps', kind: 'file', include: ['bin/{part}.py'] },
    'part-zero': { title: 'Ps', kind: 'file', include: ['bin/{part}.js'], absentIs: 'zero' },
    entry: { title: 'Es', kind: 'file', include: ['{entry}.py'] },
  },
});
const proposal = { probes, frontMatter: { since: '2026-01-01' } } as unknown as Proposal;

function context(rest: Partial<ReadingContext> = {}, parts?: object): ReadingContext {
  const repository = 'https://example.org/web/p';
  return {
    proposal,
    registry: {
      projects: { p: { team: 't', repository, ...(parts && { parts }) } },
    } as unknown as Registry,
    probeHash: (project, probe, part) => definitionHash(questionFor(probes, project), probe, part),
    ...rest,
  };
}
const snapshot = (
  said: Record<string, Said['counts'] | Said>,
  rest: Partial<AdoptionSnapshot> = {},
) => snapshotOf(proposal, 'p', said, rest);
const zero = { code: 0, strings: 0, tests: 0 };
const code = (n: number) => ({ counts: { ...zero, code: n } });

/** What a probe says at each moment. */
function answers(
  one: AdoptionSnapshot | undefined,
  probe = 'a',
  rest: Partial<ReadingContext> = {},
) {
  const reading = readingOf('p', one, context(rest));
  return reading.moments.map((moment) => [
    moment.date.slice(0, 10),
    answerAt(reading, moment, null)(probe),
  ]);
}

describe('a reading of a whole history', () => {
  const of: Said['counts'] = [
    ['2026-01-01', 2],
    ['2026-02-01', 1],
  ];
  test('has a moment for each change, with the dependencies that the manifests name', () => {
    const dependencies = { projects: ['lib'], complete: false };
    const reading = readingOf('p', snapshot({ a: of }, { dependencies }), context());
    expect(reading).toMatchObject({ dependencies: ['lib'], dependenciesComplete: false });
    expect(reading.moments.map(({ commit }) => commit)).toEqual([
      commitOf('p', '2026-01-01'),
      commitOf('p', '2026-02-01'),
    ]);
    expect(answers(snapshot({ a: of }))).toEqual([
      ['2026-01-01', code(2)],
      ['2026-02-01', code(1)],
    ]);
    expect(reading.probe('a')).toMatchObject({ title: 'As' });
    expect(reading.probe('toString')).toBeUndefined();
    expect(reading.partsAsked(['a', 'unheard of'])).toEqual({ parts: [], complete: true });
  });

  test('ends with a past day, and is unknown where nothing had landed by then', () => {
    expect(answers(snapshot({ a: of }), 'a', { on: '2026-01-31' })).toEqual([
      ['2026-01-01', code(2)],
    ]);
    expect(answers(snapshot({ a: of }), 'a', { on: '2025-12-31' })).toEqual([
      [
        '',
        {
          counts: zero,
          gap: expect.objectContaining({ words: 'p had no commit by 2025-12-31' }) as unknown,
        },
      ],
    ]);
  });
});

describe('what was not read, or not for this question', () => {
  const unread = (one: AdoptionSnapshot | undefined, id = 'p') => {
    const reading = readingOf(id, one, context());
    const [moment, ...more] = reading.moments;
    expect(more).toEqual([]);
    expect(moment).toMatchObject({ commit: '', date: '', at: '' });
    expect(reading.dependenciesComplete).toBe(false);
    const gap = moment && answerAt(reading, moment, null)('a')?.gap;
    return { ...gap, dependencies: reading.dependencies };
  };
  const todo = 'run npm run track -- --project p';

  test('a project without a snapshot, or that the registry does not know', () => {
    expect(unread(undefined)).toEqual({
      kind: 'unread',
      words: 'p was not read yet',
      todo,
      dependencies: [],
    });
    expect(unread(snapshot({}), 'other')).toMatchObject({ words: 'other was not read yet' });
  });

  test('a repository without a commit says why, all of it', () => {
    const problem = (message: string) => ({ code: 'empty', message, at: 'head' }) as const;
    const broken = (problems: AdoptionSnapshot['problems']) =>
      unread(
        snapshot(
          {},
          { commit: null, problems, dependencies: { projects: ['lib'], complete: true } },
        ),
      );
    expect(broken([problem('it is empty'), problem('and broken')])).toEqual({
      kind: 'unread',
      words: 'it is empty; and broken',
      todo,
      dependencies: ['lib'],
    });
    expect(broken([])).toMatchObject({ words: 'the repository could not be read' });
  });

  test('another question', () => {
    expect(unread(snapshot({}, { repository: 'elsewhere' }))).toMatchObject({
      kind: 'changed',
      todo,
    });
    const old = snapshot({});
    for (const answer of Object.values(old.probes)) answer.definition = 'old';
    expect(unread(old)).toMatchObject({ kind: 'changed', words: 'changed since p was read' });
  });
});

describe('a clone whose history begins too late', () => {
  const of: Said['counts'] = [['2026-02-01', 1]];
  const history = (date: string, rest = {}): Partial<AdoptionSnapshot> => ({
    history: {
      since: '2026-01-01',
      commits: 1,
      from: { commit: 'c', date: `${date}T00:00:00Z` },
      shallow: true,
      ...rest,
    },
  });
  const first = (rest: Partial<AdoptionSnapshot>) => answers(snapshot({ a: of }, rest))[0]?.[1];

  test('says so of the time before', () => {
    expect(first(history('2026-02-01'))).toEqual({
      counts: zero,
      gap: {
        kind: 'cut history',
        words: "the clone's history begins on 2026-02-01 only",
        todo: 'read a clone with its whole history',
      },
    });
  });
  test.each([
    ['that is whole', history('2026-02-01', { shallow: undefined })],
    ['that begins on the day from which it counts', history('2026-01-01')],
    ['that begins before it', history('2025-12-01')],
    ['of which no beginning is known', history('2026-02-01', { from: null })],
  ])('says nothing of one %s', (_, rest) => {
    expect(first(rest)).toEqual(code(1));
  });
});

describe('what counts are worth', () => {
  const counts: Said['counts'] = [['2026-01-01', 1]];
  test('no file to look at is unknown, or none where its author says so', () => {
    const bounds: Said['bounds'] = [['2026-02-01', 'none']];
    expect(answers(snapshot({ a: { counts, bounds } }))).toEqual([
      ['2026-01-01', code(1)],
      [
        '2026-02-01',
        {
          ...code(1),
          gap: {
            kind: 'not asked',
            words: 'not asked here: no file of p matches',
            todo: 'give the probe an include that fits, or say absentIs: zero',
          },
        },
      ],
    ]);
    expect(answers(snapshot({ zero: { counts, bounds } }), 'zero')[1]?.[1]).toEqual({
      ...code(1),
      unlooked: true,
    });
  });

  const problem = (path: string, at: 'head' | 'history', concerned?: string[]) => ({
    code: 'manifest' as const,
    message: `${path} is broken`,
    path,
    at,
    ...(concerned && { probes: concerned }),
  });
  const words = (bounds: Said['bounds'], problems: AdoptionSnapshot['problems']) =>
    answers(snapshot({ a: { counts, bounds: bounds ?? [] } }, { problems })).map(
      ([, answer]) => (answer as { gap?: { words: string } }).gap?.words,
    );

  test('a lower bound names what could not be read: of the head now, of the past then', () => {
    const problems = [
      problem('then', 'history', ['a']),
      problem('now', 'head', ['a', 'zero']),
      problem('else', 'head', ['zero']),
    ];
    const bounds: Said['bounds'] = [
      ['2026-01-01', 'lower'],
      ['2026-02-01', 'exact'],
      ['2026-03-01', 'lower'],
    ];
    expect(words(bounds, problems)).toEqual([
      'then: then is broken',
      undefined,
      'now: now is broken',
    ]);
    // What touches every probe concerns this one too; where none is of that time, the others are named.
    expect(words([['2026-01-01', 'lower']], [problem('all', 'history')])).toEqual([
      'all: all is broken',
    ]);
    expect(words([['2026-01-01', 'lower']], [])).toEqual(['a file could not be read']);
  });

  test('of many problems two are named, the others counted', () => {
    const problems = ['1', '2', '3', '4'].map((path) => problem(path, 'head'));
    expect(words([['2026-01-01', 'lower']], problems)).toEqual([
      '1: 1 is broken, 2: 2 is broken, 2 more',
    ]);
    expect(words([['2026-01-01', 'lower']], problems.slice(0, 2))).toEqual([
      '1: 1 is broken, 2: 2 is broken',
    ]);
    const pathless = { code: 'shallow' as const, message: 'cut', at: 'head' as const };
    expect(words([['2026-01-01', 'lower']], [pathless])).toEqual(['cut']);
  });
});

describe('a probe that asks parts', () => {
  const ask = (probe: string, part: { name: string; entry?: string } | null) => {
    const hash = definitionHash(questionFor(probes, 'p'), probe, part ?? undefined);
    const one = part && answerOf({ counts: [['2026-01-01', 3]] }, ['2026-01-01'], 'p', hash);
    const partProbes = part === null || one === null ? {} : { [part.name]: { [probe]: one } };
    const reading = readingOf(
      'p',
      snapshot({}, { partProbes }),
      context(
        {},
        part ? { [part.name]: part.entry === undefined ? {} : { entry: part.entry } } : undefined,
      ),
    );
    const now = reading.moments.at(-1);
    return now && answerAt(reading, now, part)(probe);
  };

  test('has an answer for each part', () => {
    expect(ask('part', { name: 'api' })).toEqual(code(3));
    expect(ask('entry', { name: 'api', entry: 'bin/api' })).toEqual(code(3));
  });

  test('has none for a project without parts, or a part without the entry that is asked', () => {
    expect(ask('part', null)).toMatchObject({
      gap: {
        words: 'the project has no parts to ask',
        todo: expect.stringContaining('declare its parts') as string,
      },
    });
    expect(ask('part-zero', null)).toEqual({ counts: zero, unlooked: true });
    expect(ask('entry', { name: 'api' })).toMatchObject({
      gap: {
        kind: 'not asked',
        words: 'the module in which api begins is not known',
        todo: 'declare the entry of the part in projects.yaml',
      },
    });
  });

  test('a probe of the whole answers for every part', () => {
    const reading = readingOf('p', snapshot({ a: [['2026-01-01', 2]] }), context({}, { api: {} }));
    const [now] = reading.moments;
    expect(now && answerAt(reading, now, { name: 'api' })('a')).toEqual(code(2));
    expect(now && answerAt(reading, now, { name: 'api' })('unheard of')?.gap?.kind).toBe('changed');
  });
});
