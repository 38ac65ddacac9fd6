import { expect, it } from 'vitest';
import type { ReviewSystem } from '../proposal/registry.ts';
import { apiRoot, basePath, pagesRoot, systemName } from './review-system.ts';

const gerrit: ReviewSystem = { kind: 'gerrit', host: 'Review.example.org', aliases: [] };
const github: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [] };
const below = { ...gerrit, api: 'https://review.example.org/r//' };
const local = { ...gerrit, host: '127.0.0.1:8080', api: 'http://127.0.0.1:8080' };

it('a system is named by its kind and its host in lower case', () => {
  expect([gerrit, github].map(systemName)).toEqual([
    'gerrit:review.example.org',
    'github:github.com',
  ]);
});

it.each<[ReviewSystem, string, string]>([
  [gerrit, 'https://Review.example.org', ''],
  [github, 'https://api.github.com', ''],
  [below, 'https://review.example.org/r', '/r'],
  [local, 'http://127.0.0.1:8080', ''],
  [{ ...github, api: 'http://127.0.0.1:9/api/' }, 'http://127.0.0.1:9/api', ''],
])('of %j the API begins at %s, and its pages below `%s`', (system, api, base) => {
  expect(apiRoot(system)).toBe(api);
  expect(basePath(system)).toBe(base);
});

it.each<[string, ReviewSystem[], string]>([
  ['review.example.org', [github, gerrit], 'https://review.example.org'],
  ['review.example.org', [below], 'https://review.example.org/r'],
  ['127.0.0.1:8080', [below, local], 'http://127.0.0.1:8080'],
  // An API on another host says nothing of the pages.
  [
    'review.example.org',
    [{ ...gerrit, api: 'http://127.0.0.1:9/r' }],
    'https://review.example.org',
  ],
  ['other.example.org', [below, local], 'https://other.example.org'],
])('pages of %s, with %j, begin at %s', (host, systems, root) => {
  expect(pagesRoot(host, systems)).toBe(root);
});
