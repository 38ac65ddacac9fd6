import { expect, test } from 'vitest';
import type { Problem } from '../ground/problem.ts';
import { problemsOf, problemsOfProject } from './problems-of.ts';

const at = (file: string): Problem => ({
  file,
  line: 1,
  column: 1,
  message: 'no JSON',
  hint: '',
  code: 'schema',
});
const all = [
  at('proposals/projects.yaml'),
  at('proposals/0001-async/reviews.json'),
  at('proposals/0001-async/adoption/alpha.json'),
  at('proposals/0001-async/adoption/beta.json'),
  at('proposals/0002-async/links.yaml'),
];
const files = (problems: Problem[]) => problems.map(({ file }) => file);

test('a proposal’s pages tell the faults of its own files', () => {
  expect(files(problemsOf(all, '0001-async'))).toEqual([
    'proposals/0001-async/reviews.json',
    'proposals/0001-async/adoption/alpha.json',
    'proposals/0001-async/adoption/beta.json',
  ]);
});

test('a project’s page tells nothing of another project’s reading', () => {
  expect(files(problemsOfProject(all, '0001-async', 'alpha'))).toEqual([
    'proposals/0001-async/reviews.json',
    'proposals/0001-async/adoption/alpha.json',
  ]);
});
