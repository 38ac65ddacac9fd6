import { expect, test } from 'vitest';
import { checkClaims } from './check-claims.ts';
import type { Draft } from './draft.ts';
import { YamlSource } from './yaml-source.ts';

/** The faults of claims that are written so, a line each. */
function faultsOf(...claims: string[]): string[] {
  const text = `claims:\n${claims.map((fields) => `  - { ${fields}, source: S }\n`).join('')}`;
  const draft = { frontMatter: undefined, frontMatterSource: new YamlSource('index.md', text) };
  return checkClaims(draft as Draft, '2026-06-01').map(
    ({ code, line, column, message, hint }) => `${code} ${line}:${column} ${message} | ${hint}`,
  );
}
const claim = (projects: string, more = 'stage: ready, status: done, date: 2026-06-01') =>
  `projects: [${projects}], ${more}`;

test('claims of today, and the same said twice, are no fault', () => {
  expect(faultsOf()).toEqual([]);
  expect(faultsOf(claim('alpha, beta'), claim('beta'))).toEqual([]);
});

test('one of a day that has not come is told at its day', () => {
  expect(
    faultsOf(claim('alpha'), claim('alpha', 'stage: late, status: done, date: 2026-06-02')),
  ).toEqual([
    'claim 3:59 claims.#2.date: 2026-06-02 has not come yet | expected the day on which it was said',
  ]);
});

test('two that disagree about one project, stage and day are told at the later one', () => {
  expect(
    faultsOf(
      claim('beta'),
      claim('alpha'),
      claim('gamma, alpha', 'stage: ready, status: in progress, date: 2026-06-01'),
    ),
  ).toEqual([
    'claim 4:25 claims.#3.projects.#2: `alpha` is `in progress` here, and `done` at line 3, on one day at one stage | keep the one that was said last',
  ]);
  const other = ['stage: late, status: in progress, date: 2026-06-01'];
  other.push('stage: ready, status: in progress, date: 2026-05-31');
  for (const more of other) expect(faultsOf(claim('alpha'), claim('alpha', more))).toEqual([]);
});
