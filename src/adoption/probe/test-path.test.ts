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
  expect(isTestOf([...defaultTests])(`${path}.txt`)).toBe(/\/(?:test|androidTest)\//.test(path));
});
