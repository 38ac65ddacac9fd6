import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { formatProblem } from '../ground/problem.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import { checkIncludes } from './check-includes.ts';

async function faultsOf(probe: string): Promise<string[]> {
  const root = await proposalsFolder({
    '0001-async/probes.yaml': [
      'probes:',
      '  callbacks: { title: t, kind: call, language: javascript, functions: [x] }',
      '  promises: { title: t, kind: import, language: javascript, modules: [x] }',
      `  asked: { title: t, ${probe} }`,
    ].join('\n'),
  });
  const { proposals, problems } = await loadProposals(root);
  expect(problems).toEqual([]);
  return proposals
    .flatMap((proposal) => checkIncludes(proposal))
    .map((one) => formatProblem({ ...one, file: 'p' }));
}

test.each([
  ["kind: dependency, packages: [x], include: ['**/go.mod']", 'a dependency probe'],
  ["kind: dependency, packages: [x], include: ['pom.xml', requirements.txt]", 'a dependency probe'],
  ["kind: dependency, packages: [x], include: ['Cargo.toml']", 'a dependency probe'],
  [
    "kind: import, language: python, modules: [x], include: ['**/*.go']",
    'a import probe of python',
  ],
  [
    "kind: call, language: javascript, functions: [x], include: ['**/*.py']",
    'a call probe of javascript',
  ],
])('%s is refused, with what could be read', async (probe, kind) => {
  const faults = await faultsOf(probe);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^p:4:\d+ {2}probes\.asked\.include\.#1: `.+` names files that/);
  expect(faults[0]).toContain(`${kind} cannot read  `);
  expect(faults[0]).toMatch(/ (?:reads|read from) .+$/);
});

test.each([
  "kind: dependency, packages: [x], include: ['**/requirements*.txt', pyproject.toml, setup.py]",
  "kind: import, language: python, modules: [x], include: ['src/**/*.py', '{a,b}/**/*.{py,pyi}', '{a,b}/{part}.py', '{entry}.py']",
  "kind: text, include: ['**/go.mod'], pattern: x",
  "kind: file, include: ['pom.xml']",
])('%s is read', async (probe) => {
  expect(await faultsOf(probe)).toEqual([]);
});
