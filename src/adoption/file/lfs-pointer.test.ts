import { expect, it } from 'vitest';
import { isPointer } from './lfs-pointer.ts';

const spec = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';

it.each([
  ['a pointer', spec, true],
  ['one of the first format', spec.replace('git-lfs', 'hawser'), true],
  ['a text about pointers', `# ${spec}`, false],
  ['a longer text that begins so', spec + ' '.repeat(1000), false],
])('%s: %#', (_, content, expected) => {
  expect(isPointer(Buffer.from(content))).toBe(expected);
});
