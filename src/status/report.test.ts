import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { definitionHash, engineVersion, questionFor } from '../adoption/probe-hash.ts';
import type { AdoptionPoint, AdoptionSnapshot } from '../adoption/snapshot.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import { allRows, report } from './report.ts';
import { tally } from './tally.ts';

const commit = 'a'.repeat(40);

/** Proposal 1 (the template) with a third stage that asks the dependencies, and its two projects. */
async function proposal() {
  const template = await import('node:fs/promises').then((fs) =>
    fs.readFile('proposals/_template/index.md', 'utf8'),
  );
  const index = template
    .replace(
      'claims: []',
      'claims: [{ projects: [beta], stage: removed, status: done, date: 2026-02-01, source: Meeting }]',
    )
    .replace(
      /(\n# What somebody declared)/,
      '\n  - id: clean\n    title: Clean\n    summary: Clean through dependencies.\n    criteria: { good: { dependencies: removed } }$1',
    )
    .replace('## Migrating one project', '### Stage: clean\n\nText.\n\n## Migrating one project');
  const root = await proposalsFolder({ '0001-async/index.md': index });
  const loaded = await loadProposals(root);
  const [first] = loaded.proposals;
  if (first === undefined) throw new Error(JSON.stringify(loaded.problems));
  return { proposal: first, registry: loaded.registry, folder: join(root, '0001-async') };
}

type Loaded = Awaited<ReturnType<typeof proposal>>;

function snapshot(
  of: Loaded,
  project: string,
  callbacks: [string, number][],
  dependencies: string[] = [],
): AdoptionSnapshot {
  const question = questionFor(of.proposal.probes, project);
  const answer = (probe: string, list: [string, number][]) => ({
    definition: definitionHash(question, probe),
    coverage: {
      files: { head: 1, history: 1 },
      unread: { head: 0, history: 0 },
      spans: [[0, 'exact' as const] satisfies [number, 'exact']],
    },
    counts: { code: list.at(-1)?.[1] ?? 0, strings: 0, tests: 0 },
    evidence: [],
    points: list.map(([day, code]): AdoptionPoint => [
      Date.parse(day) / (24 * 60 * 60 * 1000),
      commit,
      `${day}T00:00:00Z`,
      code,
      0,
      0,
    ]),
  });
  return {
    format: 2,
    engine: engineVersion,
    project,
    repository: `https://example.org/web/${project}`,
    ref: 'main',
    commit,
    date: '2026-03-01T00:00:00Z',
    history: { since: '2026-01-01', from: { commit, date: '2026-01-01T00:00:00Z' }, commits: 2 },
    problems: [],
    dependencies: { projects: dependencies, complete: true },
    parts: [],
    partProbes: {},
    wrappersFound: [],
    probes: {
      callbacks: answer('callbacks', callbacks),
      promises: answer('promises', [['2026-01-01', 0]]),
    },
  };
}

function derive(of: Loaded, ...snapshots: AdoptionSnapshot[]) {
  const hash = (project: string, probe: string) =>
    definitionHash(questionFor(of.proposal.probes, project), probe);
  return report(
    of.proposal,
    of.registry,
    new Map(snapshots.map((one) => [one.project, one])),
    hash,
  );
}

const used: [string, number][] = [['2026-01-01', 4]];
const cleaned: [string, number][] = [
  ['2026-01-01', 4],
  ['2026-02-01', 0],
];

describe('a report', () => {
  test('has one row per project and stage, in the order of registry and plan', async () => {
    const of = await proposal();
    const rows = allRows(derive(of, snapshot(of, 'alpha', cleaned), snapshot(of, 'beta', used)));
    expect(rows.map(({ project, stage, status }) => `${project} ${stage}: ${status}`)).toEqual([
      'alpha ready: done',
      'alpha removed: done',
      'alpha clean: done',
      'beta ready: not started',
      'beta removed: not started',
      'beta clean: done',
    ]);
  });

  test('holds claims against it', async () => {
    const of = await proposal();
    const rows = allRows(derive(of, snapshot(of, 'beta', used)));
    const drifting = rows.filter(({ drift }) => drift !== null);
    expect(drifting.map(({ project, stage, drift }) => [project, stage, drift?.text])).toEqual([
      ['beta', 'removed', 'claimed done on 2026-02-01, not started'],
    ]);
  });

  test('a project waits for what it depends on, by its own manifests', async () => {
    const of = await proposal();
    const rows = derive(
      of,
      snapshot(of, 'alpha', cleaned, ['beta']),
      snapshot(of, 'beta', used),
    ).rows;
    expect(rows.get('alpha')?.get('clean')).toMatchObject({
      status: 'not started',
      reason: 'waits for beta',
    });
  });

  test('projects that depend on each other hold each other up, not back', async () => {
    const of = await proposal();
    const rows = derive(
      of,
      snapshot(of, 'alpha', cleaned, ['beta']),
      snapshot(of, 'beta', cleaned, ['alpha']),
    ).rows;
    expect(rows.get('alpha')?.get('clean')?.status).toBe('done');
    expect(rows.get('beta')?.get('clean')?.status).toBe('done');
  });

  test('an answer to an older question is no answer', async () => {
    const of = await proposal();
    const old = snapshot(of, 'alpha', cleaned);
    const answer = old.probes['callbacks'];
    if (answer !== undefined) answer.definition = '0'.repeat(16);
    const row = derive(of, old).rows.get('alpha')?.get('removed');
    expect(row).toMatchObject({
      status: 'unknown',
      reason: 'changed since alpha was read: callbacks; run npm run track -- --project alpha',
    });
  });

  test('a repository that could not be read is unknown, with its reason', async () => {
    const of = await proposal();
    const broken = {
      ...snapshot(of, 'alpha', used),
      commit: null,
      date: null,
      probes: {},
      problems: [
        { code: 'empty' as const, message: 'the repository has no commit', at: 'head' as const },
      ],
    };
    const derived = derive(of, broken);
    expect(derived.rows.get('alpha')?.get('ready')).toMatchObject({
      status: 'unknown',
      reason: 'the repository has no commit',
    });
    expect(derived.rows.get('beta')?.get('ready')?.reason).toBe(
      'beta was not read yet; run npm run track -- --project beta',
    );
    expect(tally(derived, 'ready')).toMatchObject({ counts: { unknown: 2 }, affected: 2, done: 0 });
  });
});
