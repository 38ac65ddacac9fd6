import { expect, it } from 'vitest';
import { defaultTests } from '../../proposal/probe.ts';
import { isTestOf } from './test-path.ts';

it.each([
  'a/b_test.go',
  'src/androidTest/a.kt',
  'My.Tests/A.cs',
  'src/ATests.cs',
  'src/test/A.java',
])('%s is a test by its language’s habit, unless somebody said what tests are', (path) => {
  expect(isTestOf(defaultTests)(path)).toBe(true);
  expect(isTestOf(['spec/**'])(path)).toBe(false);
  // What is said by hand counts by itself, however like the defaults it is.
  const [first = ''] = defaultTests;
  const others = [
    defaultTests.slice(1),
    [...defaultTests, 'x/**'],
    [...defaultTests.slice(1), 'x/**'],
  ];
  for (const tests of others) {
    expect(isTestOf(tests)(path)).toBe(path.startsWith('src/test/') && tests.includes(first));
  }
  expect(isTestOf([...defaultTests])(`${path}.txt`)).toBe(/\/(?:test|androidTest)\//.test(path));
});

it('the defaults in another order, or but some of them, are not the defaults', () => {
  const [first = '', ...rest] = defaultTests;
  const others = [
    [...rest, first],
    [first, ...rest.map(() => 'spec/**')],
    defaultTests.slice(0, -1),
  ];
  for (const tests of others) expect(isTestOf(tests)('My.Tests/A.cs')).toBe(false);
});
