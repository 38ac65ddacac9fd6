import { expect, it } from 'vitest';
import { servedAt } from './served-at.ts';

it.each([
  [{}, { base: '/' }],
  [{ SITE: '', BASE: '' }, { base: '/' }],
  [{ SITE: 'https://plans.example.org' }, { site: 'https://plans.example.org', base: '/' }],
  [{ SITE: 'https://plans.example.org/' }, { site: 'https://plans.example.org', base: '/' }],
  [{ SITE: 'http://127.0.0.1:8080' }, { site: 'http://127.0.0.1:8080', base: '/' }],
  [{ BASE: '/' }, { base: '/' }],
  [{ BASE: '/plans/' }, { base: '/plans' }],
  [{ BASE: 'team/plans.v2' }, { base: '/team/plans.v2' }],
])('%j is served at %j', (env, expected) => {
  expect(servedAt(env)).toEqual(expected);
});

it.each([
  'plans.example.org',
  'ftp://plans.example.org',
  'https://user@plans.example.org',
  'https://example.org/plans',
  'https://example.org/?x',
  'https://example.org/#x',
  'javascript:alert(1)',
])('SITE may not be %j', (site) => {
  expect(() => servedAt({ SITE: site })).toThrow(/^SITE is .*expected an origin alone/);
});

it.each([
  '/a//b',
  '//evil.example.org/x/',
  '/../a',
  '/a/..',
  '/.',
  '/a b',
  '/a?b',
  '/ä',
  'https://x/y',
])('BASE may not be %j', (base) => {
  expect(() => servedAt({ BASE: base })).toThrow(/^BASE is .*expected a path/);
});

it('says both faults at once', () => {
  expect(() => servedAt({ SITE: 'x', BASE: '/a b' })).toThrow(/SITE is "x".*\nBASE is "\/a b"/);
});
