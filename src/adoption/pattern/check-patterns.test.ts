import { expect, test } from 'vitest';
import { proposalsFolder } from '../../../test/support/proposals.ts';
import { formatProblem } from '../../ground/problem.ts';
import { loadProposals } from '../../proposal/load-proposals.ts';
import { checkPatterns } from './check-patterns.ts';

async function faultsOf(pattern: string): Promise<string[]> {
  const root = await proposalsFolder({
    '0001-async/probes.yaml': [
      'probes:',
      '  callbacks: { title: t, kind: call, language: javascript, functions: [x] }',
      '  promises: { title: t, kind: import, language: javascript, modules: [x] }',
      `  asked: { title: t, kind: syntax, language: go, pattern: ${pattern} }`,
    ].join('\n'),
  });
  const { proposals, problems } = await loadProposals(root);
  expect(problems).toEqual([]);
  return proposals.flatMap(checkPatterns).map((one) => formatProblem({ ...one, file: 'p' }));
}

test('a pattern that finds what it shows is fine, another is refused where it stands', async () => {
  const whole = '{ context: "func f() { ioutil.ReadFile($X) }", selector: call_expression }';
  expect(await faultsOf(whole)).toEqual([]);
  const [fault, ...more] = await faultsOf('ioutil.ReadFile($X)');
  expect(more).toEqual([]);
  expect(fault).toMatch(/^p:4:\d+ {2}probes\.asked\.pattern: alone it is read as something else/);
  expect(fault).toContain(`write ${whole.replaceAll('{ context', '{ context')}`);
});
