import { expect, test } from 'vitest';
import { withImpliedSystems } from './implied-systems.ts';
import { registrySchema } from './registry.ts';

const github = { kind: 'github', host: 'github.com', aliases: [] };
const systemsOf = (repository: string, reviewSystems: unknown[] = []) =>
  withImpliedSystems(
    registrySchema.parse({
      reviewSystems,
      teams: { web: {} },
      projects: { a: { team: 'web', repository } },
    }),
  ).reviewSystems;

test.each(['https://github.com/web/a', 'git@github.com:web/a.git', 'ssh://git@github.com/web/a'])(
  '%s brings its review system with it',
  (repository) => {
    expect(systemsOf(repository)).toEqual([github]);
  },
);

test.each(['https://github.com.example.org/web/a', 'https://example.org/github.com/a', '/srv/a'])(
  '%s brings none',
  (repository) => {
    expect(systemsOf(repository)).toEqual([]);
  },
);

test('a system that is named stays as it is', () => {
  const gerrit = { kind: 'gerrit', host: 'review.example.org', aliases: ['github.com'] };
  expect(systemsOf('https://github.com/web/a', [gerrit])).toEqual([gerrit]);
});
