import { expect, test } from 'vitest';
import { lineAddress, pathShown } from './line-address.ts';

const commit = 'c'.repeat(40);
const browse = {
  'git.example.org': 'https://git.example.org/{repository}/src/{commit}/{path}#L{line}',
  'github.com': 'https://mirror.example.org/{repository}/{path}?line={line}',
};

test.each<[string, Record<string, string>, string | undefined]>([
  ['https://git.example.org/a/b', browse, `https://git.example.org/a/b/src/${commit}/lib/x.py#L7`],
  [
    'https://git.example.org/a/b.git',
    browse,
    `https://git.example.org/a/b/src/${commit}/lib/x.py#L7`,
  ],
  ['https://github.com/a/b', {}, `https://github.com/a/b/blob/${commit}/lib/x.py#L7`],
  ['https://gitlab.com/a/b', {}, `https://gitlab.com/a/b/-/blob/${commit}/lib/x.py#L7`],
  // The registry's word goes before what is known of a host.
  ['https://github.com/a/b', browse, 'https://mirror.example.org/a/b/lib/x.py?line=7'],
  ['https://other.example.org/a/b', browse, undefined],
  ['/srv/git/a', browse, undefined],
])('line 7 of a file of %s, with %j', (repository, known, address) => {
  expect(lineAddress({ browse: known }, repository, commit, 'lib/x.py', 7)).toBe(address);
});

test('a path cannot leave its place in the address', () => {
  const address = lineAddress({ browse }, 'https://git.example.org/a/b', commit, 'a b/#L9?x', 1);
  expect(address).toBe(`https://git.example.org/a/b/src/${commit}/a%20b/%23L9%3Fx#L1`);
});

test('a path is shown with what is no text, or would break the line, as escapes', () => {
  expect(pathShown('lib/é.py')).toBe('lib/é.py');
  expect(pathShown('a\udcff\nb')).toBe('a\\xff\\nb');
});
