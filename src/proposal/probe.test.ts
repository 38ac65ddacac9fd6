import { describe, expect, test } from 'vitest';
import { compileGlob } from '../adoption/search/glob.ts';
import { defaultTests, probeSchema, probesFileSchema } from './probe.ts';

const title = 'what is asked';
const faults = (probe: Record<string, unknown>) =>
  probeSchema
    .safeParse({ title, ...probe })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('a probe', () => {
  test.each<[Record<string, unknown>]>([
    [{ kind: 'dependency', packages: ['x'] }],
    [{ kind: 'dependency', packages: ['a[b] >= 1.2', '@a/b < v2'], scope: 'dev' }],
    [{ kind: 'dependency', packages: ['x'], ecosystem: 'npm', absentIs: 'zero' }],
    [{ kind: 'import', language: 'python', modules: ['x'], include: ['**'], exclude: ['a/**'] }],
    [{ kind: 'call', language: 'typescript', functions: ['*'], argument: '', keywords: { a: '' } }],
    [{ kind: 'text', include: ['**'], pattern: 'x', note: 'Misses some.' }],
    [{ kind: 'file', include: ['notes/*'] }],
    [{ kind: 'syntax', language: 'csharp', pattern: 'f($A, $$$)' }],
    [{ kind: 'syntax', language: 'go', pattern: { context: 'f()', selector: 'call_expression' } }],
    [{ kind: 'config', include: ['tox.ini'], key: ['flake8', '/^en/'], item: 'H905' }],
    [
      {
        ...{ kind: 'config', include: ['**'], format: 'yaml', key: ['**', 'jobs'], value: '' },
        ...{ with: { files: '/x/' }, unless: { voting: 'false' } },
      },
    ],
  ])('%j', (probe) => {
    expect(probeSchema.parse({ title, ...probe })).toEqual({ title, ...probe });
  });

  test.each<[Record<string, unknown>]>([
    [{ kind: 'dependency', packages: [] }],
    [{ kind: 'dependency', packages: [''] }],
    [{ kind: 'dependency', packages: ['x'], ecosystem: 'cpan' }],
    [{ kind: 'dependency', packages: ['x'], absentIs: 0 }],
    [{ kind: 'dependency', packages: ['x == 1'] }],
    [{ kind: 'dependency', packages: ['x >= new'] }],
    [{ kind: 'dependency', packages: ['x >= 1, < 2'] }],
    [{ kind: 'dependency', packages: ['x'], scope: 'test' }],
    [{ kind: 'import', language: 'perl', modules: ['x'] }],
    [{ kind: 'import', language: 'python', modules: [] }],
    [{ kind: 'import', language: 'python', modules: [''] }],
    [{ kind: 'call', language: 'python', functions: [] }],
    [{ kind: 'call', language: 'python', functions: [''] }],
    [{ kind: 'text', pattern: 'x' }],
    [{ kind: 'text', include: [], pattern: 'x' }],
    [{ kind: 'text', include: ['**'], pattern: '' }],
    [{ kind: 'text', include: ['**'], pattern: 'x'.repeat(501) }],
    [{ kind: 'file' }],
    [{ kind: 'file', include: ['**'], exclude: [] }],
    [{ kind: 'file', include: ['**'], pattern: 'x' }],
    [{ kind: 'word', include: ['**'] }],
    [{ kind: 'syntax', language: 'perl', pattern: 'f()' }],
    [{ kind: 'syntax', language: 'go' }],
    [{ kind: 'syntax', language: 'go', pattern: '$A($$$REST)' }],
    [{ kind: 'syntax', language: 'go', pattern: { context: 'f()' } }],
    [{ kind: 'syntax', language: 'go', pattern: { context: 'f()', selector: 'Call' } }],
    [{ kind: 'config', key: ['a'] }],
    [{ kind: 'config', include: ['**'], key: [] }],
    [{ kind: 'config', include: ['**'], key: 'a' }],
    [{ kind: 'config', include: ['**'], key: ['**', '*'] }],
    [{ kind: 'config', include: ['**'], key: ['/(/'] }],
    [{ kind: 'config', include: ['**'], key: ['a'], value: false }],
    [{ kind: 'config', include: ['**'], key: ['a'], value: 'x', item: 'x' }],
    [{ kind: 'config', include: ['**'], key: ['a'], unless: {} }],
    [{ kind: 'config', include: ['**'], key: ['a'], format: 'xml' }],
  ])('is not %j', (probe) => {
    expect(faults(probe)).toHaveLength(1);
  });
});

describe('the pattern of a text probe', () => {
  const patternFaults = (pattern: string) => faults({ kind: 'text', include: ['**'], pattern });
  test.each(['/a/', '/a/gimsuy', '/a\nb/', '//', '/', 'a/(/', '/(', '/(/X', 'x/(/'])(
    '%j',
    (pattern) => {
      expect(patternFaults(pattern)).toEqual([]);
    },
  );

  test.each([
    ['/(/', /Unterminated group/],
    ['/a\n(/', /Unterminated group/],
    ['/a/xyz', /flags/],
    ['/[b-a]/i', /out of order/],
  ])('is not %j, and says why', (pattern, why) => {
    const [fault, ...more] = patternFaults(pattern);
    expect(fault).toMatch(
      /^pattern: expected a JavaScript regular expression between the slashes: Invalid /,
    );
    expect(fault).toMatch(why);
    expect(more).toEqual([]);
  });
});

test('what is test code by itself is seen in its path', () => {
  const isTest = (path: string) => defaultTests.some((glob) => compileGlob(glob).matches(path));
  const paths = [
    ...['a/test/x.py', 'tests/x.py', 'a/testing/b/c.py', 'src/__tests__/x.js', 'a/test_x.py'],
    ...['x_test.py', 'a/conftest.py', 'a/x.test.ts', 'x.spec.mjs', 'test-requirements.txt'],
    ...['a/test-requirements-py3.txt', 'tools/test-requires'],
  ];
  expect(paths.filter((path) => !isTest(path))).toEqual([]);
  expect(
    ['a/x.py', 'latest/x.py', 'attest_x.py', 'x.tests.ts', 'requirements.txt'].filter(isTest),
  ).toEqual([]);
});

test('a file of probes has no wrappers and the usual tests, unless it says so', () => {
  const probes = { a: { title, kind: 'file', include: ['x'] } };
  expect(probesFileSchema.parse({ probes })).toEqual({ probes, wrappers: {}, tests: defaultTests });
  const parse = (more: object) => probesFileSchema.safeParse({ probes, ...more }).success;
  expect(parse({ tests: ['t/**'], wrappers: { alpha: { a: ['x.shim'] } } })).toBe(true);
  expect(
    [{ tests: [] }, { wrappers: { alpha: { a: [] } } }, { wrappers: { alpha: { a: [''] } } }].map(
      parse,
    ),
  ).toEqual([false, false, false]);
});
