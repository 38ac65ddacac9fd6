import { expect, test } from 'vitest';
import { globFault, globSchema } from './glob.ts';

test.each([
  ['/p/*.py', 'p/*.py'],
  ['./p/*.py', 'p/*.py'],
  ['//p', 'p'],
  ['/', '**'],
  ['p/', 'p/**'],
  ['p//', 'p/**'],
  ['!p/**', 'p/**'],
  ['a/../b', 'a/b'],
  ['src\\main', 'src/main'],
])('`%s` matches nothing, `%s` is meant', (glob, spelling) => {
  expect(globFault(glob)?.spelling).toBe(spelling);
  const { error } = globSchema.safeParse(glob);
  expect(error?.issues[0]?.message).toMatch(/^matches nothing: .+; write `/);
});

test.each([
  '**/*.py',
  '.zuul.yaml',
  'a/{b,c}/*.py',
  '{part}/x.py',
  'a..b/c',
  'p/**',
  '\\[id\\].ts',
  '.../x',
])('`%s` may match', (glob) => {
  expect(globFault(glob)).toBeUndefined();
  expect(globSchema.safeParse(glob).success).toBe(true);
});
