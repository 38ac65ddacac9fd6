import { expect, test } from 'vitest';
import { LacksBlobs } from '../../git/check-out-files.ts';
import type { FolderCommit } from '../../git/folder-history.ts';
import type { Files } from './past-states.ts';
import { faultyState, type ProposalState } from './proposal-state.ts';
import type { WholeState } from './record-changes.ts';
import { Walk } from './walk.ts';

const data: WholeState['data'] = {
  ...{ title: 'Plan', summary: 'What changes.', status: 'proposed', champions: ['Ada'] },
  ...{ concerns: [], signOffs: [], claims: [] },
  ...{ decisions: [], waivers: [], exemptions: [], moves: [] },
};
const whole: WholeState = {
  ...faultyState('0001-plan', 1),
  ...{ data, reviews: {} },
};
const titled = (title: string): WholeState => ({ ...whole, data: { ...data, title } });
const faulty = faultyState('0001-plan', 1);

/** A walk over states that are written down: the blob of a proposal's text names its state. */
class Course {
  readonly unknown: string[] = [];
  readonly walk: Walk;
  #files = new Map<string, string>();
  #days = 0;

  constructor(states: Record<string, ProposalState | Error>) {
    const of = (name: string, _number: number, files: Files): Promise<ProposalState> => {
      const state = states[files.get(`${name}/index.md`) ?? ''];
      if (state === undefined) throw new Error(`no state of ${name}`);
      return state instanceof Error ? Promise.reject(state) : Promise.resolve({ ...state, name });
    };
    this.walk = new Walk({ of } as never, this.unknown);
  }

  async begin(files: Record<string, string>): Promise<void> {
    this.#files = new Map(Object.entries(files));
    await this.walk.begin(this.#files);
  }

  /** What one commit makes the walk tell. */
  async step(files: Record<string, string | null>): Promise<string[]> {
    for (const [path, blob] of Object.entries(files)) {
      if (blob === null) this.#files.delete(path);
      else this.#files.set(path, blob);
    }
    const before = this.walk.changes.length;
    const day = `2026-06-${String(++this.#days).padStart(2, '0')}`;
    const commit: FolderCommit = { id: day, time: 0, files: new Map(Object.entries(files)) };
    await this.walk.step(this.#files, commit, `${day}T12:00:00Z`);
    const found = this.walk.changes.slice(before);
    const learned = { commit: day, date: `${day}T12:00:00Z` };
    expect(found.map((one) => one.learned)).toEqual(found.map(() => learned));
    return found.map(({ words }) => words);
  }
}
const plan = '0001-plan/index.md';

test('each state is compared with the last; what did not change is not told', async () => {
  const course = new Course({ one: whole, two: titled('Better') });
  await course.begin({ [plan]: 'one' });
  expect(await course.step({ [plan]: 'two' })).toEqual(['now called “Better”, before “Plan”']);
  expect(await course.step({ '0001-plan/probes.yaml': 'x' })).toEqual([]);
  expect(await course.step({ [plan]: 'one' })).toEqual(['now called “Plan”, before “Better”']);
  expect(course.unknown).toEqual([]);
});

test('what begins is compared with nothing, and begins again as if nothing had been', async () => {
  const course = new Course({ one: whole, two: titled('Better') });
  await course.begin({});
  expect(await course.step({ [plan]: 'one' })).toEqual(['the blueprint is new: “Plan”, proposed']);
  await course.begin({});
  expect(await course.step({ [plan]: 'two' })).toEqual([
    'the blueprint is new: “Better”, proposed',
  ]);
  expect(await course.step({ [plan]: null })).toEqual(['the blueprint is gone']);
  expect(await course.step({ [plan]: 'two' })).toHaveLength(1);
});

test('a proposal whose folder gets another name goes on', async () => {
  const course = new Course({ one: whole, two: titled('Better') });
  await course.begin({ [plan]: 'one' });
  expect(await course.step({ [plan]: null, '0001-better-plan/index.md': 'two' })).toEqual([
    'now called “Better”, before “Plan”',
  ]);
});

test('of two folders with one number the first by name is told', async () => {
  const course = new Course({ one: whole, two: titled('Better') });
  await course.begin({ '0001-z/index.md': 'two', '0001-b/index.md': 'one' });
  expect(await course.step({ '0001-z/index.md': 'one' })).toEqual([]);
  expect(await course.step({ '0001-a/index.md': 'two' })).toHaveLength(1);
});

test('the registry concerns every proposal; else only what was touched is looked at', async () => {
  const second = '0002-next/index.md';
  const states: Record<string, ProposalState> = {
    one: whole,
    next: { ...titled('Next'), number: 2 },
  };
  const course = new Course(states);
  await course.begin({ [plan]: 'one', [second]: 'next' });
  states['one'] = titled('Better');
  states['next'] = { ...titled('Other'), number: 2 };
  expect(await course.step({ '0001-plan/unread.txt': 'x' })).toEqual([]);
  expect(await course.step({ '0002-next/probes.yaml': 'x' })).toEqual([
    'now called “Other”, before “Next”',
  ]);
  expect(await course.step({ 'projects.yaml': 'x' })).toEqual([
    'now called “Better”, before “Plan”',
  ]);
  expect(await course.step({ 'projects.yaml': 'y', [plan]: null })).toEqual([
    'the blueprint is gone',
  ]);
});

test('faults are told once; what was of use before is compared when they are mended', async () => {
  const course = new Course({ one: whole, bad: faulty, two: titled('Better') });
  await course.begin({ [plan]: 'one' });
  expect(await course.step({ [plan]: 'bad' })).toEqual(['0001-plan has faults: npm run check']);
  expect(await course.step({ '0001-plan/probes.yaml': 'x' })).toEqual([]);
  expect(await course.step({ [plan]: 'two' })).toEqual([
    'the blueprint can be read again',
    'now called “Better”, before “Plan”',
  ]);
  expect(await course.step({ [plan]: 'one' })).toEqual(['now called “Plan”, before “Better”']);
  expect(await course.step({ [plan]: 'bad' })).toHaveLength(1);
  expect(course.unknown).toEqual([]);
});

test('what was never of use is said to be unknown up to the day when it is', async () => {
  const course = new Course({ one: whole, bad: faulty });
  await course.begin({ [plan]: 'bad' });
  expect(await course.step({ [plan]: 'one' })).toEqual(['the blueprint can be read']);
  expect(course.unknown).toEqual([
    'what 0001-plan said before 2026-06-01: this version cannot use it',
  ]);
});

test('what a clone lacks is said; the next that is there is compared', async () => {
  const course = new Course({
    one: whole,
    lacking: new LacksBlobs('contents are not here'),
    two: titled('Better'),
  });
  await course.begin({ [plan]: 'one' });
  expect(await course.step({ [plan]: 'lacking' })).toEqual([]);
  expect(course.unknown).toEqual(['0001-plan: contents are not here']);
  expect(await course.step({ [plan]: 'two' })).toEqual(['now called “Better”, before “Plan”']);
});

test('any other failure ends the walk', async () => {
  const course = new Course({ one: new Error('disk') });
  await expect(course.begin({ [plan]: 'one' })).rejects.toThrow('disk');
});

test('reviews that cannot be read are as they were when they were read last', async () => {
  const review = {
    ...{ title: 'Take out', status: 'open' as const, project: null, stages: ['gone'] },
    ...{ at: null, formerly: [] },
  };
  const course = new Course({
    one: { ...whole, reviews: { a: review } },
    unread: { ...whole, reviews: null },
    two: { ...whole, reviews: { a: { ...review, status: 'merged' } } },
  });
  await course.begin({ [plan]: 'one' });
  expect(await course.step({ [plan]: 'unread' })).toEqual([]);
  expect(await course.step({ [plan]: 'two' })).toEqual(['“Take out” merged, before open']);
});

test('what today’s rules cannot use is not compared, and said once it can be', async () => {
  const course = new Course({
    one: { ...whole, lost: ['concerns', 'claims'] },
    two: { ...whole, lost: ['claims'] },
    three: whole,
  });
  await course.begin({ [plan]: 'one' });
  await course.step({ [plan]: 'two' });
  await course.step({ [plan]: 'three' });
  expect(course.unknown).toEqual([
    'concerns of 0001-plan before 2026-06-01: written by earlier rules',
    'claims of 0001-plan before 2026-06-02: written by earlier rules',
  ]);
});

test('a form that is read no more makes earlier statuses unknown', async () => {
  const row = {
    ...{ status: 'done' as const, since: null, unknown: null },
    ...{ plan: 'p', probes: 'q', registry: 'r', others: '' },
  };
  const read = { commit: 'aa', date: '2026-05-01T00:00:00Z', engine: 2, isOlder: false };
  const course = new Course({
    old: {
      ...whole,
      reads: { alpha: { ...read, isOlder: true } },
      rows: { gone: { alpha: { ...row, status: 'unknown', unknown: 'unread' } } },
    },
    one: { ...titled('Better'), reads: { alpha: read }, rows: { gone: { alpha: row } } },
  });
  await course.begin({ [plan]: 'old' });
  // In the order of their kinds: the plan before what is read.
  expect(await course.step({ [plan]: 'one' })).toEqual([
    'now called “Better”, before “Plan”',
    'alpha, gone: reads done, before unknown; what was read before is of a form that is not read any more',
  ]);
  expect(course.unknown).toEqual([
    'statuses of 0001-plan before 2026-06-01: they were read in a form that is not read any more',
  ]);
});
