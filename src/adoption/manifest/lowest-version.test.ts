import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareVersions, lowestOf, lowestOfRange } from './lowest-version.ts';

it.each<[string, string | undefined | null]>([
  ['', undefined],
  ['*', undefined],
  ['>=4.2', '4.2'],
  ['>=4.2,<5.0,!=4.3', '4.2'],
  ['<5', undefined],
  ['>1.0', '1.0'],
  ['~=1.4.2', '1.4.2'],
  ['==1.*', '1'],
  ['===1!2.0', '1!2.0'],
  ['>=1.0,>=1.2', '1.2'],
  ['^1.2.3', '1.2.3'],
  ['~1.2', '1.2'],
  ['1.x', '1'],
  ['1.2 - 2.0', '1.2'],
  ['>=1.2 <2 || ^3', '1.2'],
  ['^2 || *', undefined],
  ['^7.0|^8.0', '7.0'],
  ['1.0@beta', '1.0'],
  ['= 1.2', '1.2'],
  ['~> 1.2', '1.2'],
  ['v1.2.3-0.20200101000000-abcdef', '1.2.3-0.20200101000000-abcdef'],
  ['latest', null],
  ['dev-main', null],
  ['git+https://example.org/x.git', null],
  ['workspace:^', null],
  ['${version}', null],
])('the lowest version of %j is %s', (constraint, from) => {
  const expected = from === null ? { elsewhere: true } : from === undefined ? {} : { from };
  expect(lowestOf(constraint)).toEqual(expected);
});

it.each<[string, string | undefined | null]>([
  ['1.0', '1.0'],
  ['[1.0,2.0)', '1.0'],
  ['(,1.0]', undefined],
  ['[1.5]', '1.5'],
  ['(,1.0],[1.2,)', undefined],
  ['[1.1,1.2),[1.0]', '1.0'],
  ['1.+', '1'],
  ['6.*', '6'],
  ['+', undefined],
  ['${junit.version}', null],
  ['latest.release', null],
])('the lowest version of %j of Maven, Gradle or NuGet is %s', (range, from) => {
  const expected = from === null ? { elsewhere: true } : from === undefined ? {} : { from };
  expect(lowestOfRange(range)).toEqual(expected);
});

const inOrder = [
  ...['0.9', '1.0.dev1', '1.0a1', '1.0a2', '1.0b1', '1.0rc1', '1.0', '1.0.post1', '1.0.1'],
  ...['1.2', '1.10', '2.0-SNAPSHOT', '2', '2.0.1', '1!0.1'],
];
it('versions come in order', () => {
  for (const [i, a] of inOrder.entries()) {
    for (const [j, b] of inOrder.entries()) {
      expect(Math.sign(compareVersions(a, b)), `${a} ${b}`).toBe(Math.sign(i - j));
    }
  }
  expect(compareVersions('v1.0.0', '1')).toBe(0);
  expect(compareVersions('1.0+local', '1.0')).toBe(0);
});

const program = `
import json, sys
try:
    from packaging.version import Version
except ImportError:
    from pip._vendor.packaging.version import Version
print(json.dumps([(Version(a) > Version(b)) - (Version(a) < Version(b)) for a, b in json.load(sys.stdin)]))`;

it('versions of Python come in the order of its own library', () => {
  const number = fc.integer({ min: 0, max: 12 });
  const version = fc
    .tuple(
      fc.array(number, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '', 'a1', 'b2', 'rc1', 'rc10', '.dev3', '.post1', '+x'),
    )
    .map(([numbers, rest]) => numbers.join('.') + rest);
  const pairs = fc.sample(fc.tuple(version, version), { numRuns: 500, seed: 7 });
  // A local version is later there, and no requirement can ask for it.
  const asked = pairs.filter((pair) => !pair.some((one) => one.endsWith('+x')));
  const said = JSON.parse(
    execFileSync('python3', ['-c', program], { input: JSON.stringify(asked), encoding: 'utf8' }),
  ) as number[];
  expect(said).toHaveLength(asked.length);
  for (const [i, [a, b]] of asked.entries()) {
    expect(Math.sign(compareVersions(a, b)), `${a} ${b}`).toBe(said[i]);
  }
});
