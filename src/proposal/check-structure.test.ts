import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { formatProblem } from '../ground/problem.ts';
import { loadProposals } from './load-proposals.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');

async function faultsOf(...edits: [string | RegExp, string][]): Promise<string[]> {
  let text = blueprint;
  for (const [from, to] of edits) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  const root = await proposalsFolder({ '0001-async/index.md': text });
  const { problems } = await loadProposals(root);
  return problems.map((one) => formatProblem({ ...one, file: 'i' }));
}

const section = (title: string) => new RegExp(`## ${title}\\n[\\s\\S]*?(?=\\n## )`);

test('the sections stand in their order: two neighbours that changed places are told at the one that came too late', async () => {
  const impact = section('Impact').exec(blueprint)?.[0] ?? '';
  const concerns = section('Concerns').exec(blueprint)?.[0] ?? '';
  const faults = await faultsOf([`${impact}\n${concerns}`, `${concerns}\n${impact}`]);
  expect(faults).toEqual([
    expect.stringMatching(
      /^i:\d+:1 {2}section `Concerns` is out of order {2}expected the order Summary, Problem, Plan, Migrating one project, Impact, Concerns, History$/,
    ),
  ]);
});

test.each([
  ['Summary', 'Zusammenfassung', /no section `Summary` {2}add a heading `## Summary`$/],
  [
    'Impact',
    'Impacts',
    /no section `Impact` {2}add a heading `## Impact`, or rename `## Impacts`$/,
  ],
])('a missing section is told at the end: %s', async (title, other, message) => {
  const faults = await faultsOf([`## ${title}\n`, `## ${other}\n`]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(message);
  expect(faults[0]).toMatch(new RegExp(`^i:${blueprint.split('\n').length}:1 `));
});

test('a section without a word is told at its heading; one of headings alone is empty too', async () => {
  const faults = await faultsOf([section('Impact'), '## Impact\n\n### More\n']);
  expect(faults).toEqual([
    expect.stringMatching(/^i:\d+:1 {2}section `Impact` is empty {2}write it, or say why/),
  ]);
});

test('a stage with two sections is told at the second, with the line of the first', async () => {
  const faults = await faultsOf([
    '### Stage: removed',
    '### Stage: ready\n\nText.\n\n### Stage: removed',
  ]);
  expect(faults).toEqual([
    expect.stringMatching(/stage `ready` already has its section at line \d+ {2}join the two$/),
  ]);
});

test('a stage without a section is told in the data', async () => {
  const faults = await faultsOf(['### Stage: removed', '### Removed']);
  expect(faults).toEqual([
    expect.stringMatching(
      /stages\.#2: stage `removed` has no section in the prose {2}add a heading `### Stage: removed` under `## Plan`$/,
    ),
  ]);
});

test.each<[string, [string | RegExp, string][], RegExp]>([
  [
    'supersededBy without the status',
    [['status: draft', 'status: draft\nsupersededBy: 1']],
    /supersededBy is given, but the status is `draft`/,
  ],
  [
    'an update before the beginning',
    [[/updated: .*/, 'updated: 2000-01-01']],
    /updated 2000-01-01 is before created \S+ {2}expected the day of the last change/,
  ],
])('%s is a fault of its life', async (_, edits, message) => {
  const faults = await faultsOf(...edits);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(message);
});
