import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { snapshotOf, type Said } from '../../test/support/status.ts';
import { definitionHash, questionFor } from '../adoption/probe-hash.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import type { Criteria } from '../proposal/criteria.ts';
import { report } from './report.ts';

const used: Said['counts'] = [['2026-01-01', 4]];
const gone = (day: string): Said['counts'] => [...used, [day, 0]];

interface Case {
  /** What each project said, and on which it stands; `null`: it was never read. */
  projects: Record<string, { said: Said['counts'] | null; on?: string[]; incomplete?: true }>;
  criteria?: Criteria;
  /** Those that the stage is for. */
  only?: string[];
}

/** Status and day of each project at a stage that asks those on which it stands. */
async function asked({ projects, criteria, only }: Case) {
  const ids = Object.keys(projects);
  const root = await proposalsFolder({
    'projects.yaml': [
      'teams: { web: {} }',
      'projects:',
      ...ids.map((id) => `  ${id}: { team: web, repository: https://example.org/web/${id} }`),
    ].join('\n'),
  });
  const { proposals, registry } = await loadProposals(root);
  const [proposal] = proposals;
  const stage = proposal?.frontMatter.stages[1];
  if (proposal === undefined || stage === undefined) throw new Error('Expected two stages');
  stage.after = [];
  stage.criteria = criteria ?? { bad: 'callbacks', good: { dependencies: 'removed' } };
  if (only !== undefined) stage.projects = only;
  const snapshots = Object.entries(projects).flatMap(([id, { said, on = [], incomplete }]) => {
    const dependencies = { projects: on, complete: incomplete === undefined };
    return said === null ? [] : [snapshotOf(proposal, id, { callbacks: said }, { dependencies })];
  });
  const { rows } = report({
    proposal,
    registry,
    snapshots: new Map(snapshots.map((one) => [one.project, one])),
    probeHash: (project, probe) => definitionHash(questionFor(proposal.probes, project), probe),
  });
  return ids.map((id) => {
    const row = rows.get(id)?.get(stage.id);
    return [id, row?.status, ...(row?.since == null ? [] : [row.since.date.slice(5, 10)])].join(
      ' ',
    );
  });
}

const clean = gone('2026-02-01');
const later = gone('2026-03-01');
const relapsed: Said['counts'] = [...later, ['2026-04-01', 1]];

test.each<[string, Case, string[]]>([
  [
    'it waits for the last',
    { projects: { a: { said: clean, on: ['b', 'c'] }, b: { said: later }, c: { said: clean } } },
    ['a done 03-01', 'b done 03-01', 'c done 02-01'],
  ],
  [
    'what stands on nothing waits for nothing',
    { projects: { a: { said: clean }, b: { said: used } } },
    ['a done 02-01', 'b not started'],
  ],
  [
    'one is left',
    { projects: { a: { said: clean, on: ['b'] }, b: { said: used } } },
    ['a in progress', 'b not started'],
  ],
  [
    'over another',
    {
      projects: {
        a: { said: clean, on: ['b'] },
        b: { said: clean, on: ['c'] },
        c: { said: later },
      },
    },
    ['a done 03-01', 'b done 03-01', 'c done 03-01'],
  ],
  [
    'one was never read',
    { projects: { a: { said: clean, on: ['b'] }, b: { said: null } } },
    ['a unknown', 'b unknown'],
  ],
  ['not all are known', { projects: { a: { said: clean, incomplete: true } } }, ['a unknown']],
  [
    'the stage is not for the other',
    { projects: { a: { said: clean, on: ['b'] }, b: { said: used } }, only: ['a'] },
    ['a done 02-01', 'b not affected'],
  ],
  [
    'the stage is not for it',
    { projects: { a: { said: clean, on: ['b'] }, b: { said: used } }, only: ['b'] },
    ['a not affected', 'b not started'],
  ],
  [
    'a circle, all through',
    { projects: { a: { said: clean, on: ['b'] }, b: { said: later, on: ['a'] } } },
    ['a done 03-01', 'b done 03-01'],
  ],
  [
    'a circle, one left',
    { projects: { a: { said: used, on: ['b'] }, b: { said: clean, on: ['a'] } } },
    ['a not started', 'b in progress'],
  ],
  [
    'a circle, in the other order',
    { projects: { b: { said: clean, on: ['a'] }, a: { said: used, on: ['b'] } } },
    ['b in progress', 'a not started'],
  ],
  [
    'a circle with one that was never read',
    {
      projects: {
        a: { said: clean, on: ['b'] },
        b: { said: clean, on: ['a', 'c'] },
        c: { said: null },
      },
    },
    ['a unknown', 'b unknown', 'c unknown'],
  ],
  [
    'a project that stands on itself',
    { projects: { a: { said: clean, on: ['a'] } } },
    ['a done 02-01'],
  ],
  [
    'a relapse',
    { projects: { a: { said: clean, on: ['b'] }, b: { said: relapsed } } },
    ['a regressed 04-01', 'b regressed 04-01'],
  ],
  [
    'a circle whose answer is its contrary has none',
    {
      projects: { a: { said: clean, on: ['b'] }, b: { said: clean, on: ['a'] } },
      criteria: { good: { not: { dependencies: 'removed' } } },
    },
    ['a unknown', 'b unknown'],
  ],
])('%s', async (_what, given, expected) => {
  expect(await asked(given)).toEqual(expected);
});
