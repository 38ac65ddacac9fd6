import { expect, test } from 'vitest';
import { inSitemap } from './in-sitemap.ts';

test.each([
  ['/', true],
  ['/concerns/', true],
  ['/concerns/web/', false],
  ['/teams/web/', true],
  ['/proposals/0001-a/', true],
  ['/proposals/0001-a/matrix/', true],
  ['/proposals/0001/', false],
  ['/proposals/0001-old/matrix/', false],
  ['/proposals/0001-a/revisions/', false],
  ['/proposals/0001-a/revisions/3/since/', false],
])('%s is in the sitemap: %s', (path, is) => {
  const names = new Set(['0001-a']);
  expect(inSitemap(`https://plans.example.org${path}`, '', names)).toBe(is);
  expect(inSitemap(`https://example.org/team/plans${path}`, '/team/plans', names)).toBe(is);
});
