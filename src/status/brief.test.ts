import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { commitOf, snapshotOf, type Said } from '../../test/support/status.ts';
import { definitionHash, questionFor } from '../adoption/probe-hash.ts';
import { loadProposals, type Proposal } from '../proposal/load-proposals.ts';
import { parseMarkdown } from '../proposal/markdown.ts';
import type { Registry } from '../proposal/registry.ts';
import { briefMarkdown } from './brief-markdown.ts';
import { Briefs, type Brief } from './brief.ts';
import type { ProbeHash } from './reading.ts';
import { report } from './report.ts';

let proposal: Proposal;
let registry: Registry;
beforeAll(async () => {
  const index = (await readFile('test/support/async-blueprint/index.md', 'utf8')).replace(
    /^since: .*$/m,
    'since: 2026-01-01',
  );
  const names = ['alpha', 'beta', 'delta', 'gamma'];
  const loaded = await loadProposals(
    await proposalsFolder({
      '0001-async/index.md': index.replace(/^projects: .*$/m, 'projects: all'),
      'projects.yaml': [
        'teams: { web: { name: Web } }',
        'projects:',
        ...names.map((id) => `  ${id}: { team: web, repository: https://example.org/web/${id} }`),
        '',
      ].join('\n'),
    }),
  );
  const [only] = loaded.proposals;
  if (only === undefined) throw new Error(JSON.stringify(loaded.problems));
  proposal = only;
  registry = loaded.registry;
});

/** Briefs of projects whose code had so many calls with a callback. */
function briefsOf(
  callbacks: Record<string, Said | Said['counts']>,
  probeHash: ProbeHash = (project, probe) =>
    definitionHash(questionFor(proposal.probes, project), probe),
): Briefs {
  return new Briefs(
    report({
      proposal,
      registry,
      snapshots: new Map(
        Object.entries(callbacks).map(([id, counts]) => [
          id,
          snapshotOf(proposal, id, { callbacks: counts }),
        ]),
      ),
      probeHash,
    }),
    registry,
  );
}

function briefOf(callbacks: Record<string, Said['counts']>, project: string): Brief {
  const brief = briefsOf(callbacks).of(project, 'removed');
  if (brief === undefined) throw new Error('Expected a brief');
  return brief;
}

test('a brief says what is to be done, on what it stands, and what was read', () => {
  expect(
    briefOf(
      {
        alpha: [
          ['2026-01-01', 4],
          ['2026-02-01', 1],
        ],
      },
      'alpha',
    ),
  ).toMatchObject({
    proposal: { number: 1 },
    stage: { id: 'removed', title: 'Callbacks gone', due: null },
    project: 'alpha',
    repository: 'https://example.org/web/alpha',
    read: { branch: 'main', commit: commitOf('alpha', '2026-02-01') },
    status: 'in progress',
    toDo: ['take out calls that take a callback in code: 1 left'],
    criteria: [
      { role: 'affected' },
      { role: 'bad', text: 'calls that take a callback in code', now: 'yes' },
    ],
    findings: [{ probe: 'callbacks', isBad: true, count: 1, gap: null, others: [] }],
  });
});

test('others are shown by the commit that did most: those that came to an end first, then the newest', () => {
  const { findings } = briefOf(
    {
      alpha: [
        ['2026-01-01', 9],
        ['2026-01-05', 2],
      ],
      beta: [
        ['2026-01-01', 8],
        ['2026-02-01', 7],
        ['2026-03-01', 3],
        ['2026-04-01', 2],
      ],
      gamma: [
        ['2026-01-01', 5],
        ['2026-02-02', 0],
      ],
      delta: [
        ['2026-01-01', 1],
        ['2026-02-01', 4],
      ],
    },
    'alpha',
  );
  expect(findings[0]?.others).toEqual([
    {
      project: 'gamma',
      probe: 'callbacks',
      commit: commitOf('gamma', '2026-02-02'),
      date: '2026-02-02T00:00:00Z',
      before: 5,
      after: 0,
    },
    {
      project: 'beta',
      probe: 'callbacks',
      commit: commitOf('beta', '2026-03-01'),
      date: '2026-03-01T00:00:00Z',
      before: 7,
      after: 3,
    },
  ]);
});

test('a fall that was not read whole, or that answers an earlier question, is no step of others', () => {
  const fell: Said['counts'] = [
    ['2026-01-01', 5],
    ['2026-02-01', 0],
  ];
  const others = (said: Record<string, Said>, probeHash?: ProbeHash) =>
    briefsOf({ alpha: [['2026-01-01', 1]], ...said }, probeHash)
      .of('alpha', 'removed')
      ?.findings[0]?.others.map(({ project }) => project);
  const gamma = { counts: fell };
  expect(others({ gamma, beta: { counts: fell, bounds: [['2026-02-01', 'lower']] } })).toEqual([
    'gamma',
  ]);
  const unreadBefore: Said['bounds'] = [
    ['2026-01-01', 'lower'],
    ['2026-02-01', 'exact'],
  ];
  expect(others({ gamma, beta: { counts: fell, bounds: unreadBefore } })).toEqual(['gamma']);
  const changed: ProbeHash = (project, probe) =>
    project === 'gamma'
      ? 'f'.repeat(16)
      : definitionHash(questionFor(proposal.probes, project), probe);
  expect(others({ gamma, beta: gamma }, changed)).toEqual(['beta']);
});

test('open are the stages with something left; what is not known is one, and says what to do', () => {
  const briefs = briefsOf({ alpha: [['2026-01-01', 0]], beta: [['2026-01-01', 1]] });
  expect(briefs.openStages('alpha')).toEqual([]);
  expect(briefs.openStages('beta')).toEqual(['ready', 'removed']);
  expect(briefs.openStages('gamma')).toEqual(['ready', 'removed']);
  const unread = briefs.of('gamma', 'removed');
  expect(unread).toMatchObject({ status: 'unknown', read: { commit: null }, asOf: null });
  expect(unread?.toDo.join()).toMatch(/npm run track/);
  expect(unread?.findings[0]).toMatchObject({ count: null, gap: 'gamma was not read yet' });
  expect(briefs.of('beta', 'no-such-stage')).toBeUndefined();
});

/** A brief with one finding at one place. */
function withEvidence(path: string, lines: number[]): Brief {
  const brief = briefOf({ alpha: [['2026-01-01', lines.length]] }, 'alpha');
  const [finding] = brief.findings;
  if (finding === undefined) throw new Error('Expected a finding');
  return { ...brief, findings: [{ ...finding, evidence: [{ path, in: 'code', lines }] }] };
}

test('a lower bound is an answer, and says so; one to an earlier question is none', () => {
  const lower = briefsOf({
    alpha: { counts: [['2026-01-01', 2]], bounds: [['2026-01-01', 'lower']] },
  }).of('alpha', 'removed');
  expect(lower?.findings[0]).toMatchObject({ count: 2, gap: expect.stringMatching(/./) as string });
  if (lower !== undefined) expect(briefMarkdown(lower)).toContain('a callback: at least 2');
  const changed = briefsOf({ alpha: [['2026-01-01', 2]] }, () => 'f'.repeat(16)).of(
    'alpha',
    'removed',
  );
  expect(changed?.findings[0]).toMatchObject({ count: null, evidence: [] });
  expect(changed?.status).toBe('unknown');
});

test('as Markdown, each line of evidence leads to where it can be read', () => {
  const text = briefMarkdown(withEvidence('lib/a.js', [3, 3, 7]), (path, line) =>
    line === 3 ? `https://example.org/${path}#L${line}` : undefined,
  );
  expect(text).toContain('- `lib/a.js` code, line [3](https://example.org/lib/a.js#L3), 7\n');
  expect(text).toMatch(/^# alpha: Callbacks gone\n/);
  expect(text).toContain('## What to do\n\n- take out calls that take a callback in code: 3 left');
});

test('of many files and lines some are listed, and the rest is counted', () => {
  const brief = withEvidence(
    'a.js',
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
  const [finding] = brief.findings;
  if (finding === undefined) throw new Error('Expected a finding');
  const evidence = Array.from({ length: 203 }, (_, i) => ({
    ...(finding.evidence[0] ?? { in: 'code' as const, lines: [1] }),
    path: `${i}.js`,
  }));
  const text = briefMarkdown({ ...brief, findings: [{ ...finding, evidence }] });
  expect(text).toContain('`199.js` code, line 1, 2,');
  expect(text).toContain('40 and 10 more\n- 3 more files\n');
  expect(text).not.toContain('200.js');
});

test('whatever a path, a title or a reason holds, nothing of it acts as Markdown', () => {
  const sign = fc.constantFrom(
    ...'` * _ [ ] ( ) < > # ! | \\ - + & ~ : \n \r \t \u2028 a 1 .'.split(' '),
    ' ',
    '](x)',
    '<b>',
    '![',
  );
  const hostile = fc.array(sign, { minLength: 1, maxLength: 12 }).map((signs) => signs.join(''));
  fc.assert(
    fc.property(hostile, hostile, (path, words) => {
      const brief = { ...withEvidence(path, [1]), reason: words, toDo: [words] };
      const kinds = new Set<string>();
      const visit = (node: { type: string; children?: unknown[] }) => {
        kinds.add(node.type);
        for (const child of node.children ?? []) visit(child as { type: string });
      };
      visit(parseMarkdown(briefMarkdown(brief)));
      expect([...kinds].sort()).toEqual(
        ['heading', 'inlineCode', 'list', 'listItem', 'paragraph', 'root', 'text'].sort(),
      );
    }),
    { numRuns: 300 },
  );
});
