import { expect, test } from 'vitest';
import { lexPython } from '../syntax/python-lexer.ts';
import { VersionMemory } from './version-memory.ts';

const version = (text: string) => lexPython(text);

test('the last two versions of a file are kept, the newest first', () => {
  const memory = new VersionMemory();
  expect(memory.of('a.py')).toEqual([]);
  for (const text of ['1', '2', '3']) memory.keep('a.py', version(text));
  expect(memory.of('a.py').map(({ text }) => text)).toEqual(['3', '2']);
  expect(memory.of('b.py')).toEqual([]);
});

test('what was used longest ago goes first when there is more than may be kept', () => {
  const memory = new VersionMemory(10);
  memory.keep('a.py', version('1234'));
  memory.keep('b.py', version('1234'));
  expect(memory.of('a.py')).toHaveLength(1);
  memory.keep('c.py', version('1'));
  expect(['a', 'b', 'c'].map((name) => memory.of(`${name}.py`).length)).toEqual([1, 0, 1]);
  memory.keep('d.py', version('x'.repeat(11)));
  expect(memory.of('d.py')).toEqual([]);
});
