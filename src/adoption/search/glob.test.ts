import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { compileGlob, holds } from './glob.ts';

function matches(glob: string, path: string): boolean {
  return holds(compileGlob(glob), path);
}

describe('a glob', () => {
  it.each([
    ['a.py', 'a.py', true],
    ['a.py', 'b/a.py', false],
    ['*.py', 'a.py', true],
    ['*.py', '.py', true],
    ['*.py', 'b/a.py', false],
    ['**/*.py', 'a.py', true],
    ['**/*.py', '.b/c/a.py', true],
    ['**/*.py', 'a.pyc', false],
    ['**', 'a/b', true],
    ['a/**', 'a', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'ab', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/xb', false],
    ['a**b', 'axb', true],
    ['a**b', 'a/b', false],
    ['*[ab]*', 'a.b/a', false],
    ['*a*', 'aa/b', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[^a-c]x', 'dx', true],
    ['[]x]', ']', true],
    ['[a', '[a', true],
    ['{a,b/*}.py', 'b/x.py', true],
    ['{a,b}.py', 'c.py', false],
    ['{a,{b,c}}', 'c', true],
    ['{a}', '{a}', true],
    ['{a', '{a', true],
    ['{,x-}a', 'a', true],
    ['**/{doc,docs}/**', 'x/docs/y', true],
    ['@(a|b)c', 'bc', true],
    ['+(a|b)c', 'ababc', true],
    ['+(a|b)c', 'c', false],
    ['*(a)c', 'c', true],
    ['?(a)c', 'aac', false],
    ['!(a|b)', 'c', true],
    ['!(a|b)', 'a', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a/**', 'a/', true],
    ['a/b/**', 'a/bc', false],
    ['a/*', 'a/', true],
    ['a/*/c', 'a/b/c', true],
    ['a/*/c', 'a/b/b/c', false],
    ['**/a/**/c', 'x/a/b/a/c', true],
    ['{a,b}/**', 'b/x/y', true],
    ['x{**/a,b}', 'xb', true],
    ['{**/a,b}', 'x/y/a', true],
    ['{**,b}.py', 'a/b.py', true],
    ['@(**/a|b)', 'x/a', true],
    ['a@(b)', 'ab', true],
    ['a@(b', 'a@(b', true],
    ['@(a|)b', 'b', true],
    ['+(ab)', 'abab', true],
    ['+(ab)', 'aba', false],
    ['*(ab)c', 'ababc', true],
    ['?(a)c', 'c', true],
    ['?(a)c', 'ac', true],
    ['!(a)b', 'bb', true],
    ['!(a)b', 'ab', false],
    ['!(a)', 'a/b', false],
    ['a!', 'a!', true],
    ['a+b', 'a+b', true],
    ['[a-]x', '-x', true],
    ['[a-]x', 'bx', false],
    ['[-a]x', '-x', true],
    ['[a-cx-z]', 'y', true],
    ['[a-cx-z]', 'd', false],
    ['[!a]', '/', false],
    ['[]', '[]', true],
    ['[!]', '[!]', true],
    ['\\[a]', '[a]', true],
    ['a\\', 'a', true],
    ['{a,b', '{a,b', true],
    ['{a\\,b}', '{a,b}', true],
    ['a,b', 'a,b', true],
    ['a|b)', 'a|b)', true],
    ['*/**', 'a', true],
    ['a/**/**', 'a', true],
    ['a/**/**', 'a/b/c', true],
    ['a/**/**', 'ab', false],
    ['a**/b', 'ax/b', true],
    ['a**/b', 'a/x/b', false],
    ['**b', 'a/b', false],
    ['**/b', '/b', true],
    ['a?', 'a', false],
    ['[abz]', 'm', false],
    ['[a-c]x', '-x', false],
    ['{ab,a}*b', 'ab', true],
    ['+(a|)b', 'aab', true],
    ['', '', true],
    ['', 'a', false],
  ])('%s holds %s: %s', (glob, path, expected) => {
    expect(matches(glob, path)).toBe(expected);
  });

  it.each([
    ['**/*.py', '.py'],
    ['a/b.py', 'a/b.py'],
    ['**/b', 'b'],
    ['**//b', 'b'],
    ['a/**', ''],
    ['{a,b}', 'a', 'b'],
    ['**/x.{a,b}', 'x.a', 'x.b'],
    ['**/{a,*.b}', 'a', '.b'],
    ['**/{a,b/c}', 'a', 'b/c'],
    ['\\{a,b}', ''],
    ['{a}', ''],
    ['{a,{b,c}}', ''],
    ['a\\*b', 'b'],
    ['@(a)/c', 'c'],
  ])('of %s every path ends with %j, or %j', (glob, ...suffixes) => {
    expect(compileGlob(glob).suffixes).toEqual(suffixes);
  });

  it.each([
    ['a/b.py', 'a/b.py'],
    ['a/**', 'a'],
    ['a/*.py', 'a/'],
    ['{a,b}/c/*', 'a/c/', 'b/c/'],
    ['{a,b/*}.py', 'a.py', 'b/'],
    ['{a,{b,c}}', ''],
    ['{a}b', ''],
    ['?(a)', ''],
    ['a?(b)', 'a'],
    ['**/b', ''],
  ])('of %s every path begins with %j, or %j', (glob, ...prefixes) => {
    expect(compileGlob(glob).prefixes).toEqual(prefixes);
  });

  it('means what picomatch takes it to mean', () => {
    const piece = fc.constantFrom('a', 'b', '.', '*', '?', '/', '**/', '/**/', '{a,b}', '[ab]');
    const path = fc
      .array(fc.constantFrom('a', 'b', '.a', 'ab', 'a.b'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), path, (pieces, one) => {
        const glob = pieces.join('');
        // Empty folders and runs of stars are read in more ways than one; no author means them. With
        // `a/**` and `?/**` picomatch holds what stands before the slash itself, with `*/**` it does not.
        fc.pre(
          !/\/\/|\*\*\*|\*\*\/\*\*|\*\/\*\*$|^\/|\/$|[^/{,]\*\*|\*\*[^/]|(^|\/)\.{1,2}(\/|$)/.test(
            glob,
          ),
        );
        expect([glob, one, matches(glob, one)]).toEqual([
          glob,
          one,
          picomatch(glob, { dot: true })(one),
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    [`${'*a'.repeat(60)}b`],
    ['+(a*|a*a)b'],
    ['+(+(a|aa)|*(a))b'],
    [`${'**/'.repeat(60)}b`],
    ['!(!(!(a)*)*)b'],
  ])('takes no longer than its length allows: %s', (glob) => {
    const before = process.cpuUsage();
    expect(matches(glob, 'a'.repeat(200))).toBe(false);
    expect(matches(glob, `${'a/'.repeat(200)}a`)).toBe(false);
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});
