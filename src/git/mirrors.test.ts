import { sep } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inMirrors } from './clone.ts';
import { UnreadableRepository } from './read-problem.ts';

it('a clone lies below the folder of mirrors, whatever the address', async () => {
  const locate = inMirrors('/srv/mirrors/{owner}/{name}/repo');
  const piece = fc.oneof(
    fc.constantFrom(
      'https://h.example/',
      'ssh://git@h/',
      'git@h.example:',
      '/',
      '..',
      '.',
      '%2e%2e',
    ),
    fc.constantFrom('%2f', '\\', ':', '?', '#', '.git', '{name}', '{owner}', '\u0000', '~', 'a'),
    fc.string({ maxLength: 4 }),
  );
  let located = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      try {
        const { path } = await locate(`https://h.example/${pieces.join('')}`);
        located++;
        expect(path.startsWith(`${sep}srv${sep}mirrors${sep}`), path).toBe(true);
        expect(path.split(sep)).not.toContain('..');
      } catch (error) {
        if (!(error instanceof UnreadableRepository)) throw error;
        expect(error.problem.code).toBe('refused');
      }
    }),
    { numRuns: 2000 },
  );
  expect(located).toBeGreaterThan(100);
});

it('what stands in an address is no pattern, and no sign of a replacement', async () => {
  const locate = inMirrors('/srv/mirrors/{owner}/{name}/repo');
  const pathOf = async (rest: string) => (await locate(`https://h.example/${rest}`)).path;
  expect(await pathOf('{name}/{owner}')).toBe('/srv/mirrors/{name}/{owner}/repo');
  expect(await pathOf("$&/$'")).toBe("/srv/mirrors/$&/$'/repo");
  expect(await pathOf('..{name}/a')).toBe('/srv/mirrors/..{name}/a/repo');
  await expect(pathOf('a/...git')).rejects.toThrow('nowhere by `..`');
  await expect(pathOf('a/..git/...git')).rejects.toThrow('nowhere by `..`');
});
