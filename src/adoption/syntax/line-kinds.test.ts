import { describe, expect, it } from 'vitest';
import { drawn } from '../../../test/adoption/support/drawn.ts';
import { lineKinds } from './line-kinds.ts';

describe('lines that stand for themselves', () => {
  it.each([
    ['# all', '/////'],
    ['x # y', '..///'],
    ['x#y', '...'],
    [`"a # b" # c`, '........///'],
    [`'a # b' # c`, '........///'],
    [`don't # c`, '......///'],
    [`it's "# x" y's # c`, '...............///'],
    [`"a \\" # b" # c`, '...........///'],
    [`'open # c`, '......///'],
    ['x ; y\n # z', '.....\n.///'],
    ['', ''],
  ])('%j has comments, and no strings', (text, picture) => {
    expect(drawn(text, lineKinds(text, 'hash'))).toBe(picture);
  });

  it.each([
    ['x ; y', '..///'],
    ['x;y', '...'],
    ['x = "a ; b" ; c', '....sssssss.///'],
    [`"x" = 'y'`, '......sss'],
    ['"x": y', '......'],
    ['[a "b"] # c', '........///'],
    ['x =\n  "y"\n  # z', '...\n..sss\n..///'],
    [`x = it's "a`, '...........'],
    [`x = "a\\"b" c`, '....ssssss..'],
    [`x = 'a\\' ; b'`, '....ssss.////'],
  ])('%j of an INI file has both', (text, picture) => {
    expect(drawn(text, lineKinds(text, 'ini'))).toBe(picture);
  });
});
