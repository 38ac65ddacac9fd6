import { describe, expect, test } from 'vitest';
import { partNameSchema, registrySchema } from './registry.ts';

const least = {
  teams: { web: {} },
  projects: { alpha: { team: 'web', repository: '/srv/alpha' } },
};
const faults = (more: Record<string, unknown>) =>
  registrySchema
    .safeParse({ ...least, ...more })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('a registry needs teams and projects alone', () => {
  expect(registrySchema.parse(least)).toEqual({ ...least, reviewSystems: [], browse: {} });
  expect(registrySchema.safeParse({ teams: {} }).success).toBe(false);
});

describe('how a line is shown', () => {
  test.each([
    'https://git.example.org/{repository}/src/{commit}/{path}#L{line}',
    'http://127.0.0.1:8080/{repository}?at={commit}',
    'HTTPS://git.example.org',
  ])('%s', (template) => {
    expect(faults({ browse: { host: template } })).toEqual([]);
  });

  test.each([
    'https://{repository}.example.org/',
    'https://{repository}/x',
    'see https://git.example.org/{path}',
    'javascript:{path}',
    'https://',
    'https://}git.example.org/{path}',
    'https://git.example.org:}/{path}',
    'https://ann@git.example.org/{path}',
    '{path}',
  ])('is not %s: no name or path may choose the host', (template) => {
    expect(faults({ browse: { host: template } }).join('\n')).toMatch(
      /^browse\.host: .*; its host is written out$/,
    );
  });
});

test.each([
  ['engine-compute', true],
  ['A.b_c-1', true],
  ['9', true],
  ['x'.repeat(80), true],
  ['x'.repeat(81), false],
  ['-a', false],
  ['a b', false],
  ['', false],
  ['a/b', false],
])('%j names a part: %s', (name, expected) => {
  const { success, error } = partNameSchema.safeParse(name);
  expect(success).toBe(expected);
  if (!expected && name.length < 80) {
    expect(error?.issues[0]?.message).toBe('expected letters, digits, `.`, `_` and `-`');
  }
});

test.each<[string, Record<string, unknown>]>([
  ['a repository that no git reads', { repository: 'ext::sh -c true' }],
  ['no repository', { repository: '' }],
  ['one that is too long', { repository: `/${'x'.repeat(500)}` }],
  ['an empty branch', { branch: '' }],
  ['an empty name on its review system', { reviewedAs: '' }],
  ['an empty package', { packages: [''] }],
  ['a kind of two words', { kind: 'a b' }],
  ['a part that begins nowhere', { parts: { a: { entry: '' } } }],
  ['a key that nobody knows', { repo: '/x' }],
])('a project does not have %s', (_, more) => {
  const projects = { alpha: { team: 'web', repository: '/srv/alpha', ...more } };
  expect(faults({ projects })).toHaveLength(1);
});

test.each<[Record<string, unknown>, boolean]>([
  [{ kind: 'gerrit', host: 'review.example.org' }, true],
  [
    { kind: 'github', host: 'github.com', aliases: ['www.github.com'], landedLabels: ['landed'] },
    true,
  ],
  [{ kind: 'github', host: 'git.example.org', api: 'https://git.example.org/api/v3' }, true],
  [{ kind: 'gitlab', host: 'gitlab.com' }, false],
  [{ kind: 'gerrit', host: '' }, false],
  [{ kind: 'gerrit', host: 'h', aliases: [''] }, false],
  [{ kind: 'gerrit', host: 'h', api: 'file:///x' }, false],
  [{ kind: 'github', host: 'h', landedLabels: [''] }, false],
  [{ kind: 'github', host: 'h', landedLabels: ['x'.repeat(201)] }, false],
])('%j is a review system: %s', (system, expected) => {
  expect(faults({ reviewSystems: [system] }).length === 0).toBe(expected);
});

describe('a branch is named as git allows it, and is no option', () => {
  const branch = (name: string) =>
    faults({ projects: { alpha: { team: 'web', repository: '/srv/alpha', branch: name } } });

  test.each(['main', 'stable/2026.1', 'a@b', 'ünïcode', 'a-', 'x'.repeat(250)])('%s', (name) => {
    expect(branch(name)).toEqual([]);
  });

  test.each([
    ...['', '-x', '--output=x', 'a..b', '../x', '@{-1}', 'a:b', ':/x', 'main^{/x}', 'a~1', '*'],
    ...['a b', 'a\0b', 'a\nb', 'a\u202eb', 'a[b', 'a\\b', 'a//b', 'a/', 'a.', 'x'.repeat(251)],
  ])('not %j', (name) => {
    expect(branch(name)).toHaveLength(1);
  });
});
