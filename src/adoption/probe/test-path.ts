import { defaultTests } from '../../proposal/probe.ts';
import { globs } from './globs.ts';

/** What marks test code by a language's own habit, beside what is said for all of them. */
const isHabit = globs([
  // Go's tool takes these alone for tests.
  '**/*_test.go',
  '**/src/{androidTest,commonTest,jvmTest,testFixtures}/**',
  '**/*.{Test,Tests}/**/*.cs',
  '**/*{Test,Tests}.cs',
]);

/** Is a path test code? Who names test globs has the last word: habits count beside the defaults alone. */
export function isTestOf(tests: readonly string[]): (path: string) => boolean {
  const isNamed = globs(tests);
  const isDefault =
    tests.length === defaultTests.length && tests.every((glob, i) => glob === defaultTests[i]);
  return isDefault ? (path) => isNamed(path) || isHabit(path) : isNamed;
}
