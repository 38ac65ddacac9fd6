import { describe, expect, it } from 'vitest';
import type { ReviewSystem } from '../proposal/registry.ts';
import { isReviewedOn, repositoryName, repositoryNames } from './repository-name.ts';

const gerrit: ReviewSystem = {
  kind: 'gerrit',
  host: 'review.example.org',
  aliases: ['git.example.org'],
  api: 'https://review.example.org/r',
};
const github: ReviewSystem = { kind: 'github', host: 'github.com', aliases: [] };
const google: ReviewSystem = { kind: 'gerrit', host: 'go-review.googlesource.com', aliases: [] };
const systems = [gerrit, github, google];

describe('repositoryName', () => {
  it.each([
    ['https://review.example.org/r/solo', 'solo'],
    ['https://review.example.org/r/a/media/extensions/Foo.git/', 'media/extensions/Foo'],
    ['https://git.example.org/a/b/c', 'b/c'],
    ['https://git.example.org/demo/engine', 'demo/engine'],
    ['https://github.com/Owner/Name.git', 'Owner/Name'],
    ['https://gitlab.example.org/group/below/name', 'group/below/name'],
    ['ssh://git@github.com/owner/name', 'owner/name'],
    ['git@github.com:owner/name.git', 'owner/name'],
    ['/srv/git/owner/name', 'owner/name'],
    ['/srv/git/owner/name.git//', 'owner/name'],
    ['C:\\git\\owner\\name', '\\git\\owner\\name'],
    ['https://github.com/owner/my.github.io', 'owner/my.github.io'],
    ['http://github.com/owner/name', 'owner/name'],
    ['http://review.example.org/r/solo', 'solo'],
    ['https://github.com//owner/name', 'owner/name'],
    ['/srv/a:b/c', 'a:b/c'],
    ['git://github.com/owner/name', 'owner/name'],
    ['github.com:owner/name', 'owner/name'],
    ['https://review.example.org/r/x/a/name', 'x/a/name'],
    ['https://review.example.org/other', 'other'],
    ['https://github.com/a/name', 'a/name'],
    ['https://review.example.org/r/a%20b', 'a b'],
    ['https://review.example.org/r/%E0%A4%A', '%E0%A4%A'],
  ])('of %s is %s', (address, name) => {
    expect(repositoryName(address, systems)).toBe(name);
  });

  it('is the stated one where the registry states one', () => {
    const project = {
      team: 't',
      repository: 'https://mirror.example.org/x/y',
      reviewedAs: 'solo',
      otherRepositories: ['https://mirror.example.org/z'],
    };
    expect(repositoryNames(project, systems)).toEqual(['solo', 'z']);
    const alone = { team: 't', repository: 'https://mirror.example.org/x/y' };
    expect(repositoryNames(alone, systems)).toEqual(['x/y']);
  });

  it('may be what stands below /a/, or begin with it', () => {
    const at = (repository: string) => repositoryNames({ team: 't', repository }, systems);
    expect(at('https://git.example.org/a/b/c')).toEqual(['b/c', 'a/b/c']);
    expect(at('https://review.example.org/r/a/a/b/c')).toEqual(['a/b/c', 'a/a/b/c']);
    expect(at('https://github.com/a/b')).toEqual(['a/b']);
  });
});

describe('isReviewedOn', () => {
  const on = (repository: string, all = systems) =>
    all.filter((system) => isReviewedOn(repository, system, all)).map(({ host }) => host);

  it.each([
    ['https://github.com/a/b', ['github.com']],
    ['https://git.example.org/a/b', ['review.example.org']],
    ['https://go.googlesource.com/tools', ['go-review.googlesource.com']],
    ['/srv/git/a/b', ['review.example.org', 'go-review.googlesource.com']],
    ['https://a.go.googlesource.com/b', ['review.example.org', 'go-review.googlesource.com']],
    ['https://go.googlesource.com.net/b', ['review.example.org', 'go-review.googlesource.com']],
    ['https://elsewhere.example.org/a/b', ['review.example.org', 'go-review.googlesource.com']],
  ])('%s is on %j', (repository, hosts) => {
    expect(on(repository)).toEqual(hosts);
  });

  it('is no Gerrit’s where a well-known host has a system that the registry does not name', () => {
    expect(on('https://github.com/a/b', [gerrit])).toEqual([]);
    expect(on('https://other.googlesource.com/a', [gerrit, google])).toEqual([]);
  });
});
