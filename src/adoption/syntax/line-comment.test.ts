import { describe, expect, it } from 'vitest';
import { commentStart } from './line-comment.ts';

describe('the comment of a line', () => {
  it.each([
    ['# all', 0],
    ['x # y', 2],
    ['x#y', 3],
    [`"a # b" # c`, 8],
    [`'a # b' # c`, 8],
    [`don't # c`, 6],
    [`it's "# x" y's # c`, 15],
    [`"a \\" # b" # c`, 11],
    [`'open # c`, 6],
    ['x ; y', 5],
    ['', 0],
  ])('%j begins at %i', (line, start) => {
    expect(commentStart(line, 'hash')).toBe(start);
  });

  it('begins with a semicolon too where that is the custom', () => {
    expect(commentStart('x ; y', 'ini')).toBe(2);
    expect(commentStart('x;y', 'ini')).toBe(3);
  });
});
