import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { answerOf, commitOf, snapshotOf, type Said } from '../../test/support/status.ts';
import { definitionHash, questionFor } from '../adoption/probe-hash.ts';
import type { AdoptionSnapshot } from '../adoption/snapshot.ts';
import { loadProposals, type Proposal } from '../proposal/load-proposals.ts';
import type { Registry } from '../proposal/registry.ts';
import { allRows, recentChanges, report, type ReportInput } from './report.ts';
import { reached } from './reached.ts';
import { tally } from './tally.ts';

interface Loaded {
  proposal: Proposal;
  registry: Registry;
}

/** Proposal 1 (the template) with a third stage that asks the dependencies, and its projects. */
async function loaded(
  projects = ['alpha', 'beta'],
  { entries = '', clean = '{ good: { dependencies: removed } }', probes = '' } = {},
): Promise<Loaded> {
  const template = await readFile('test/support/async-blueprint/index.md', 'utf8');
  const index = template
    .replace(/^since: .*$/m, 'since: 2026-01-01')
    .replace(
      'claims: []',
      'claims: [{ projects: [beta], stage: removed, status: done, date: 2026-02-01, source: Meeting }]',
    )
    .replace(
      /(\n# What somebody declared)/,
      `\n  - id: clean\n    title: Clean\n    summary: Clean through dependencies.\n    after: [removed]\n    criteria: ${clean}$1`,
    )
    .replace('## Migrating one project', '### Stage: clean\n\nText.\n\n## Migrating one project');
  const root = await proposalsFolder({
    '0001-async/index.md': index,
    '0001-async/probes.yaml': `${await readFile('test/support/async-blueprint/probes.yaml', 'utf8')}\n${probes}`,
    'projects.yaml': [
      'teams: { web: {} }',
      'projects:',
      ...projects.map((id) => `  ${id}: { team: web, repository: https://example.org/web/${id} }`),
      entries,
    ].join('\n'),
  });
  const { proposals, registry, problems } = await loadProposals(root);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error(JSON.stringify(problems));
  return { proposal, registry };
}

function derive(
  { proposal, registry }: Loaded,
  snapshots: readonly AdoptionSnapshot[],
  rest: Partial<ReportInput> = {},
) {
  return report({
    proposal,
    registry,
    snapshots: new Map(snapshots.map((one) => [one.project, one])),
    probeHash: (project, probe, part) =>
      definitionHash(questionFor(proposal.probes, project), probe, part),
    ...rest,
  });
}

/** The snapshot of a project that uses callbacks so often, from the first day on. */
function snapshot(
  { proposal }: Loaded,
  project: string,
  callbacks: Said['counts'] | Said,
  {
    dependsOn = [] as string[],
    ...rest
  }: Partial<AdoptionSnapshot> & { dependsOn?: string[] } = {},
) {
  const dependencies = { projects: dependsOn, complete: true };
  return snapshotOf(proposal, project, { callbacks }, { dependencies, ...rest });
}

const used: Said['counts'] = [['2026-01-01', 4]];
const cleaned: Said['counts'] = [
  ['2026-01-01', 4],
  ['2026-02-01', 0],
];

describe('a report', () => {
  test('has one row per project and stage, in the order of registry and plan', async () => {
    const of = await loaded();
    const rows = allRows(derive(of, [snapshot(of, 'alpha', cleaned), snapshot(of, 'beta', used)]));
    expect(rows.map(({ project, stage, status }) => `${project} ${stage}: ${status}`)).toEqual([
      'alpha ready: done',
      'alpha removed: done',
      'alpha clean: done',
      'beta ready: not started',
      'beta removed: not started',
      'beta clean: done',
    ]);
    expect(rows[0]).toMatchObject({
      proposal: 1,
      notForIt: false,
      claim: null,
      parts: [],
      asOf: null,
      counts: { callbacks: { code: 0, strings: 0, tests: 0 } },
    });
  });

  test('holds claims against it', async () => {
    const of = await loaded();
    const rows = allRows(derive(of, [snapshot(of, 'beta', used)]));
    const drifting = rows.filter(({ drift }) => drift !== null);
    expect(drifting.map(({ project, stage, drift }) => [project, stage, drift?.text])).toEqual([
      ['beta', 'removed', 'claimed done on 2026-02-01, not started'],
    ]);
  });

  test('keeps the stage that is for other projects out of every tally', async () => {
    const of = await loaded();
    const [first] = of.proposal.frontMatter.stages;
    if (first !== undefined) first.projects = ['beta'];
    const derived = derive(of, [snapshot(of, 'alpha', used), snapshot(of, 'beta', used)]);
    expect(derived.rows.get('alpha')?.get('ready')).toMatchObject({
      status: 'not affected',
      notForIt: true,
      reason: 'the stage is for other projects',
    });
    expect(tally(derived, 'ready')).toMatchObject({ affected: 1, counts: { 'not started': 1 } });
  });

  test('knows when each repository was asked', async () => {
    const of = await loaded();
    const asOf = new Map([['alpha', { day: '2026-03-01', by: 'fetched' as const }]]);
    const { rows } = derive(of, [snapshot(of, 'alpha', used)], { asOf });
    expect(rows.get('alpha')?.get('ready')?.asOf).toEqual({ day: '2026-03-01', by: 'fetched' });
    expect(rows.get('beta')?.get('ready')?.asOf).toBeNull();
  });

  test('names what changed last, newest first', async () => {
    const of = await loaded();
    const later: Said['counts'] = [
      ['2026-01-01', 4],
      ['2026-03-01', 0],
    ];
    const derived = derive(of, [snapshot(of, 'alpha', cleaned), snapshot(of, 'beta', later)]);
    const changes = recentChanges(derived, 3);
    expect(changes.map(({ project, stage }) => `${project} ${stage}`)).toEqual([
      'beta ready',
      'beta removed',
      'alpha ready',
    ]);
  });
});

describe('a project that stands on others', () => {
  test('waits for them, by its own manifests', async () => {
    const of = await loaded();
    const { rows } = derive(of, [
      snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] }),
      snapshot(of, 'beta', used),
    ]);
    expect(rows.get('alpha')?.get('clean')).toMatchObject({ status: 'not started' });
    expect(rows.get('alpha')?.get('clean')?.reason).toBe('waits for beta');
  });

  test('is done only since the last of them was, and names that project', async () => {
    const of = await loaded();
    const { rows } = derive(of, [
      snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] }),
      snapshot(of, 'beta', [
        ['2026-01-01', 1],
        ['2026-10-01', 0],
      ]),
    ]);
    expect(rows.get('alpha')?.get('clean')).toMatchObject({
      status: 'done',
      reason: 'all that it asks for holds since 2026-10-01',
      since: { commit: commitOf('beta', '2026-10-01'), project: 'beta' },
    });
    expect(rows.get('alpha')?.get('removed')?.since).toEqual({
      commit: commitOf('alpha', '2026-02-01'),
      date: '2026-02-01T00:00:00Z',
    });
  });

  test('regresses when one of them does', async () => {
    const of = await loaded();
    const { rows } = derive(of, [
      snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] }),
      snapshot(of, 'beta', [
        ['2026-01-01', 1],
        ['2026-03-01', 0],
        ['2026-05-01', 2],
      ]),
    ]);
    expect(rows.get('alpha')?.get('clean')).toMatchObject({
      status: 'regressed',
      reason: 'was done until 2026-05-01, now waits for beta',
      since: { commit: commitOf('beta', '2026-05-01'), project: 'beta' },
    });
  });

  test('is unknown where one of them was not read, or a manifest of its own could not be', async () => {
    const of = await loaded();
    const alpha = snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] });
    expect(derive(of, [alpha]).rows.get('alpha')?.get('clean')).toMatchObject({
      status: 'unknown',
      unknown: { kind: 'dependency' },
      reason: 'it depends on beta, which is unknown',
    });
    const part = { ...alpha, dependencies: { projects: [], complete: false } };
    expect(derive(of, [part]).rows.get('alpha')?.get('clean')?.status).toBe('unknown');
    const waits = { ...alpha, dependencies: { projects: ['beta'], complete: false } };
    const { rows } = derive(of, [waits, snapshot(of, 'beta', used)]);
    expect(rows.get('alpha')?.get('clean')?.status).toBe('not started');
  });

  test('in a circle holds the others up, not back', async () => {
    const of = await loaded();
    const { rows } = derive(of, [
      snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] }),
      snapshot(of, 'beta', cleaned, { dependsOn: ['alpha'] }),
    ]);
    expect(rows.get('alpha')?.get('clean')?.status).toBe('done');
    expect(rows.get('beta')?.get('clean')?.status).toBe('done');
  });

  test.each([[['alpha', 'beta']], [['beta', 'alpha']]])(
    'in a circle waits while one of them is not through, in the order %j',
    async (order) => {
      const clean = '{ bad: callbacks, good: { dependencies: clean } }';
      const of = await loaded(order, { clean });
      const { rows } = derive(of, [
        snapshot(of, 'alpha', used, { dependsOn: ['beta'] }),
        snapshot(of, 'beta', cleaned, { dependsOn: ['alpha'] }),
      ]);
      expect(rows.get('alpha')?.get('clean')).toMatchObject({ status: 'not started' });
      expect(rows.get('beta')?.get('clean')).toMatchObject({ status: 'in progress' });
      expect(rows.get('beta')?.get('clean')?.reason).toMatch(/^waits for alpha/);
    },
  );

  test('in a circle all are through where none lacks anything', async () => {
    const clean = '{ bad: callbacks, good: { dependencies: clean } }';
    const of = await loaded(['alpha', 'beta'], { clean });
    const { rows } = derive(of, [
      snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] }),
      snapshot(
        of,
        'beta',
        [
          ['2026-01-01', 1],
          ['2026-03-01', 0],
        ],
        { dependsOn: ['alpha'] },
      ),
    ]);
    expect(rows.get('alpha')?.get('clean')).toMatchObject({
      status: 'done',
      since: { commit: commitOf('beta', '2026-03-01'), project: 'beta' },
    });
    expect(rows.get('beta')?.get('clean')).toMatchObject({
      status: 'done',
      since: { commit: commitOf('beta', '2026-03-01') },
    });
  });

  test.each([[['a', 'b', 'c', 'd']], [['d', 'c', 'b', 'a']]])(
    'what one of a long circle lacks reaches all of it, and each names its neighbour, in the order %j',
    async (order) => {
      const clean = '{ bad: callbacks, good: { dependencies: clean } }';
      const entries = '  beta: { team: web, repository: /x }';
      const of = await loaded(order, { clean, entries });
      const { rows } = derive(of, [
        snapshot(of, 'a', cleaned, { dependsOn: ['b'] }),
        snapshot(of, 'b', cleaned, { dependsOn: ['c'] }),
        snapshot(of, 'c', cleaned, { dependsOn: ['d'] }),
        snapshot(of, 'd', used, { dependsOn: ['a'] }),
      ]);
      const reason = (id: string) =>
        rows
          .get(id)
          ?.get('clean')
          ?.reason.replace(/; down.*/, '');
      expect(['a', 'b', 'c', 'd'].map(reason)).toEqual([
        'waits for b',
        'waits for c',
        'waits for d',
        'left: calls that take a callback (4); waits for a',
      ]);
    },
  );

  test('waits for nobody whom the stage is not for, nor for itself or for strangers', async () => {
    const of = await loaded();
    const removed = of.proposal.frontMatter.stages.find(({ id }) => id === 'removed');
    if (removed !== undefined) removed.projects = ['alpha'];
    const alpha = snapshot(of, 'alpha', used, { dependsOn: ['beta', 'alpha', 'elsewhere'] });
    const row = derive(of, [alpha, snapshot(of, 'beta', used)])
      .rows.get('alpha')
      ?.get('clean');
    expect(row).toMatchObject({ status: 'done', by: 'absence' });
  });

  test('names those that it waits for in order, whatever order they are declared in', async () => {
    const of = await loaded(['c', 'b', 'a'], { entries: '  beta: { team: web, repository: /x }' });
    const { registry } = of;
    const c = registry.projects['c'];
    if (c !== undefined) c.dependsOn = ['b'];
    const snapshots = ['a', 'b'].map((id) => snapshot(of, id, used));
    const row = derive(of, [...snapshots, snapshot(of, 'c', cleaned, { dependsOn: ['a'] })]).rows;
    expect(row.get('c')?.get('clean')?.reason).toBe('waits for a and b');
  });

  test('is unknown where a stage is asked that is not there', async () => {
    const of = await loaded();
    const clean = of.proposal.frontMatter.stages.find(({ id }) => id === 'clean');
    if (clean !== undefined) clean.criteria = { good: { dependencies: 'nowhere' } };
    const { rows } = derive(of, [snapshot(of, 'alpha', used)]);
    expect(rows.get('alpha')?.get('clean')?.status).toBe('unknown');
  });

  test('in a circle that asks that another is not through, nothing can be told', async () => {
    const clean = '{ good: { not: { dependencies: clean } } }';
    const of = await loaded(['alpha', 'beta'], { clean });
    const { rows } = derive(of, [
      snapshot(of, 'alpha', used, { dependsOn: ['beta'] }),
      snapshot(of, 'beta', used, { dependsOn: ['alpha'] }),
    ]);
    expect(rows.get('alpha')?.get('clean')?.status).toBe('unknown');
    expect(rows.get('beta')?.get('clean')?.status).toBe('unknown');
  });

  test('never depends on the order of projects.yaml', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const clean = '{ bad: callbacks, good: { dependencies: clean } }';
    const of = await loaded(ids, { clean, entries: '  beta: { team: web, repository: /x }' });
    const history = fc.array(fc.nat(1), { minLength: 1, maxLength: 4 });
    const project = fc.record({ history, dependsOn: fc.subarray(ids), isRead: fc.nat(5) });
    fc.assert(
      fc.property(
        fc.tuple(project, project, project, project),
        fc.shuffledSubarray([...ids, 'beta'], { minLength: 5 }),
        (all, order) => {
          const snapshots = all.flatMap(({ history, dependsOn, isRead }, i) => {
            const counts = history.map((n, at): [string, number] => [
              `2026-0${at + 1}-0${i + 1}`,
              n,
            ]);
            return isRead === 0 ? [] : [snapshot(of, ids[i] ?? '', counts, { dependsOn })];
          });
          const projects = Object.fromEntries(
            order.map((id) => [id, of.registry.projects[id]]),
          ) as Registry['projects'];
          const registry = { ...of.registry, projects };
          const sorted = (derived: ReturnType<typeof report>) =>
            allRows(derived).sort((a, b) => (a.project < b.project ? -1 : 1));
          const once = sorted(derive(of, snapshots));
          expect(sorted(derive({ ...of, registry }, snapshots.toReversed()))).toEqual(once);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what was not read, or not for this question, is unknown', () => {
  const statusOf = (of: Loaded, one: AdoptionSnapshot) =>
    derive(of, [one]).rows.get('alpha')?.get('removed');

  test('an answer to an older probe', async () => {
    const of = await loaded();
    const old = snapshot(of, 'alpha', cleaned);
    const answer = old.probes['callbacks'];
    if (answer !== undefined) answer.definition = '0'.repeat(16);
    expect(statusOf(of, old)).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('changed since alpha was read (') as string,
      unknown: {
        kind: 'changed',
        probes: ['callbacks'],
        todo: 'run npm run track -- --project alpha',
      },
    });
  });

  test.each<[string, Partial<AdoptionSnapshot>]>([
    ['read from another repository', { repository: 'https://example.org/other/alpha' }],
    ['read from another branch, stable', { branch: 'stable' }],
    [
      'read from 2025-06-01 on, not from 2026-01-01',
      { history: { since: '2025-06-01', from: null, commits: 1 } },
    ],
    ['read by an older engine', { engine: 1 }],
  ])('an answer %s', async (words, rest) => {
    const of = await loaded();
    expect(statusOf(of, snapshot(of, 'alpha', cleaned, rest))).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining(words) as string,
      unknown: { kind: 'changed' },
      counts: { callbacks: null },
    });
  });

  test('a repository that could not be read, and one that was not read', async () => {
    const of = await loaded();
    const broken = snapshot(of, 'alpha', used, {
      commit: null,
      date: null,
      probes: {},
      problems: [{ code: 'empty', message: 'the repository has no commit', at: 'head' }],
    });
    const derived = derive(of, [broken]);
    expect(derived.rows.get('alpha')?.get('ready')).toMatchObject({
      status: 'unknown',
      reason: 'the repository has no commit',
      unknown: { kind: 'unread' },
    });
    expect(derived.rows.get('beta')?.get('ready')).toMatchObject({
      reason: 'beta was not read yet',
      unknown: { kind: 'unread', todo: 'run npm run track -- --project beta' },
    });
    expect(tally(derived, 'ready')).toMatchObject({ unknown: 2, done: 0 });
  });

  test('a file that could not be read, named', async () => {
    const of = await loaded();
    const partly = snapshot(
      of,
      'alpha',
      { counts: cleaned, bounds: [['2026-02-01', 'lower']] },
      {
        problems: [
          {
            code: 'manifest',
            message: 'not TOML',
            path: 'pyproject.toml',
            at: 'head',
            probes: ['callbacks'],
          },
          {
            code: 'manifest',
            message: 'is another’s',
            path: 'x',
            at: 'head',
            probes: ['promises'],
          },
          { code: 'blob-missing', message: 'was absent', path: 'y', at: 'history' },
        ],
      },
    );
    const row = statusOf(of, partly);
    expect(row).toMatchObject({ status: 'unknown', unknown: { kind: 'unreadable' } });
    expect(row?.reason).toMatch(/^pyproject\.toml: not TOML \(/);
    expect(row?.counts).toEqual({ callbacks: { code: 0, strings: 0, tests: 0 } });
  });

  test('a probe that looked at no file, unless its author says that none is an answer', async () => {
    const of = await loaded();
    const elsewhere = snapshot(of, 'alpha', {
      counts: cleaned,
      bounds: [['2026-02-01', 'none']],
    });
    expect(statusOf(of, elsewhere)).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('no file of alpha matches') as string,
      unknown: { kind: 'not asked', todo: expect.stringContaining('absentIs: zero') as string },
      counts: { callbacks: null },
    });
    const probe = of.proposal.probes.probes['callbacks'];
    if (probe !== undefined) probe.absentIs = 'zero';
    expect(statusOf(of, elsewhere)).toMatchObject({ status: 'done' });
  });

  test('whether it was done before, where the history is cut off', async () => {
    const of = await loaded();
    const history = {
      since: '2026-01-01',
      from: { commit: commitOf('alpha', '2026-02-01'), date: '2026-02-01T00:00:00Z' },
      commits: 1,
    };
    const late: Said['counts'] = [['2026-02-01', 4]];
    const shallow = { history: { ...history, shallow: true as const } };
    expect(statusOf(of, snapshot(of, 'alpha', late, shallow))).toMatchObject({
      status: 'unknown',
      unknown: { kind: 'cut history' },
      reason: expect.stringContaining('begins on 2026-02-01 only') as string,
      left: [{ probe: 'callbacks', count: 4 }],
    });
    expect(statusOf(of, snapshot(of, 'alpha', late, { history }))?.status).toBe('not started');
  });
});

describe('as of a past day', () => {
  test('what had landed by its end counts, claims of later days do not', async () => {
    const of = await loaded();
    const snapshots = [snapshot(of, 'alpha', cleaned), snapshot(of, 'beta', used)];
    const on = (day: string) => derive(of, snapshots, { on: day }).rows;
    expect(on('2026-01-31').get('alpha')?.get('removed')).toMatchObject({ status: 'not started' });
    expect(on('2026-02-01').get('alpha')?.get('removed')).toMatchObject({ status: 'done' });
    expect(on('2026-01-31').get('beta')?.get('removed')?.claim).toBeNull();
    expect(on('2026-02-01').get('beta')?.get('removed')?.claim).not.toBeNull();
  });

  test('a repository that had no commit yet is unknown', async () => {
    const of = await loaded();
    const row = derive(of, [snapshot(of, 'alpha', used)], { on: '2025-12-31' }).rows.get('alpha');
    expect(row?.get('removed')?.reason).toContain('alpha had no commit by 2025-12-31');
  });
});

describe('a stage that asks each part', () => {
  async function withParts() {
    const of = await loaded(['beta'], {
      clean: '{ good: switch }',
      entries:
        '  alpha: { team: web, repository: https://example.org/web/alpha, parts: { api: {}, cron: {} } }',
      probes: `  switch: { title: switches, kind: text, include: ['**/{part}.js'], pattern: green }`,
    });
    return of;
  }
  const line = ['2026-01-01', '2026-03-01'];

  test('shows every part, and is done when all are', async () => {
    const of = await withParts();
    const question = questionFor(of.proposal.probes, 'alpha');
    const part = (name: string, counts: Said['counts']) => ({
      switch: answerOf({ counts }, line, 'alpha', definitionHash(question, 'switch', { name })),
    });
    const is: Said['counts'] = [
      ['2026-01-01', 0],
      ['2026-03-01', 1],
    ];
    const both = snapshot(of, 'alpha', used, {
      partProbes: { api: part('api', is), cron: part('cron', [['2026-01-01', 0]]) },
    });
    const row = derive(of, [both]).rows.get('alpha')?.get('clean');
    expect(row).toMatchObject({
      status: 'in progress',
      parts: [
        { part: 'api', status: 'done', by: 'sign', reason: 'has switches since 2026-03-01' },
        { part: 'cron', status: 'not started', reason: 'missing: switches' },
      ],
      // What is asked of the whole project counts once, not once for each part.
      counts: {
        switch: { code: 1, strings: 0, tests: 0 },
        callbacks: { code: 4, strings: 0, tests: 0 },
      },
    });
    const all = { ...both, partProbes: { api: part('api', is), cron: part('cron', is) } };
    expect(derive(of, [all]).rows.get('alpha')?.get('clean')).toMatchObject({ status: 'done' });
  });

  test('that nobody declared, only where a probe looked at a file for one of them', async () => {
    const of = await withParts();
    const question = questionFor(of.proposal.probes, 'beta');
    const answer = (name: string, counts: Said['counts'], history: number) => {
      const one = answerOf({ counts }, line, 'beta', definitionHash(question, 'switch', { name }));
      return { switch: { ...one, coverage: { ...one.coverage, files: { head: 0, history } } } };
    };
    const rowOf = (history: number, rest: Partial<AdoptionSnapshot> = {}) => {
      const beta = snapshot(of, 'beta', used, {
        parts: [{ name: 'serve' }, { name: 'tool' }],
        partProbes: {
          serve: answer('serve', [['2026-01-01', 1]], history),
          tool: answer('tool', [['2026-01-01', 1]], 0),
        },
        ...rest,
      });
      return derive(of, [beta]).rows.get('beta')?.get('clean');
    };
    expect(rowOf(0)).toMatchObject({ status: 'unknown', parts: [] });
    expect(rowOf(1)).toMatchObject({
      status: 'done',
      parts: [{ part: 'serve' }, { part: 'tool' }],
    });
    expect(rowOf(1, { partsComplete: false })).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('may name further parts') as string,
      unknown: {
        kind: 'unreadable',
        todo: 'mend the manifest, or declare the parts in projects.yaml',
      },
    });
  });

  test('is unknown for a part whose entry is asked and not known', async () => {
    const of = await withParts();
    const probe = of.proposal.probes.probes['switch'];
    if (probe !== undefined) probe.include = ['{entry}.js'];
    const row = derive(of, [snapshot(of, 'alpha', used)])
      .rows.get('alpha')
      ?.get('clean');
    expect(row).toMatchObject({ status: 'unknown', unknown: { kind: 'not asked' } });
    expect(row?.reason).toContain('the module in which api begins is not known');
  });

  test('is unknown for a part that was not read, and for a project without parts', async () => {
    const of = await withParts();
    const derived = derive(of, [snapshot(of, 'alpha', used), snapshot(of, 'beta', used)]);
    expect(derived.rows.get('alpha')?.get('clean')).toMatchObject({
      status: 'unknown',
      unknown: { kind: 'changed' },
    });
    expect(derived.rows.get('beta')?.get('clean')).toMatchObject({
      status: 'unknown',
      reason: 'the project has no parts to ask (switches)',
      parts: [],
    });
  });
});

describe('what a project has reached', () => {
  test('is the last stage of each branch that is done, with all before it', async () => {
    const of = await loaded();
    const derived = derive(of, [
      snapshot(of, 'alpha', cleaned, { dependsOn: ['beta'] }),
      snapshot(of, 'beta', used),
    ]);
    expect(reached(derived, 'alpha')).toEqual(['removed']);
    // `clean` is done there, but comes after stages that are not.
    expect(derived.rows.get('beta')?.get('clean')?.status).toBe('done');
    expect(reached(derived, 'beta')).toEqual([]);
  });
});
