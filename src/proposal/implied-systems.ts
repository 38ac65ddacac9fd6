import type { Registry, ReviewSystem } from './registry.ts';

/**
 * The review systems of a registry: those that it names, and GitHub where a project's repository is
 * there, since nobody reviews such a repository elsewhere without saying so (`reviewSystems`).
 */
export function withImpliedSystems(registry: Registry): Registry {
  const { projects, reviewSystems } = registry;
  const isThere = Object.values(projects).some(({ repository }) =>
    /^(?:https?:\/\/|(?:ssh:\/\/)?git@)github\.com[/:]/i.test(repository),
  );
  const isNamed = reviewSystems.some(({ host, aliases }) =>
    [host, ...aliases].some((name) => name.toLowerCase() === 'github.com'),
  );
  if (!isThere || isNamed) return registry;
  const github: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [] };
  return { ...registry, reviewSystems: [...reviewSystems, github] };
}
