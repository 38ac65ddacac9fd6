import { expect, test } from 'vitest';
import type { Criteria } from '../proposal/criteria.ts';
import { pastInWords } from './past-words.ts';
import type { ProposalReport } from './report.ts';

const said = (...criteria: Criteria[]) =>
  pastInWords(
    {
      proposal: {
        frontMatter: { stages: criteria.map((one) => ({ criteria: one })), affected: 'imports' },
        probes: {
          probes: {
            imports: { kind: 'import', title: 't', language: 'python', modules: ['x'] },
            switch: { kind: 'text', title: 't', include: ['{part}.py'], pattern: 'x' },
          },
        },
      },
    } as unknown as ProposalReport,
    '2026-01-31',
  );
const today = 'As of the end of 2026-01-31, by what had landed then; ';

test.each<[string, Criteria[]]>([
  ['the criteria', [{ bad: 'imports' }]],
  [
    'the criteria and what a project depends on',
    [{ bad: 'imports' }, { good: { dependencies: 's' } }],
  ],
  ['the criteria and its parts', [{ good: { not: { any: ['imports', 'switch'] } } }]],
  [
    'the criteria, what a project depends on and its parts',
    [{ affected: { dependencies: 's' }, bad: 'switch' }],
  ],
])('of today are %s, where stages ask for them', (words, criteria) => {
  expect(said(...criteria)).toBe(`${today}${words} are those of today.`);
});
