import { describe, expect, it } from 'vitest';
import { findsFile } from './file-query.ts';

const paths = ['tox.ini', 'zuul.d/project.yaml', 'docs/tox.ini.rst'];

describe('a file of a query', () => {
  it.each([
    ['tox.ini', true],
    ['zuul.d', true],
    ['project.yaml', true],
    ['zuul.d/project.yaml', true],
    ['zuul', false],
    ['d/project.yaml', false],
    ['TOX.INI', false],
    ['^zuul\\.d/.*', true],
    ['^zuul\\.d/', false],
    ['^[', false],
    ['^(x+x+)+y', false],
  ])('%s finds it: %s', (value, expected) => {
    expect(findsFile(value, paths)).toBe(expected);
  });

  it('gives up an expression that does not end', () => {
    expect(findsFile('^(a+)+b', [`${'a'.repeat(60)}c`])).toBe(false);
  });
});
