import { beforeAll, describe, expect, it } from 'vitest';
import { drawn } from '../../../test/adoption/support/drawn.ts';
import { loadFurtherGrammars, loadGrammars } from '../syntax/grammar.ts';
import { characterKinds } from './character-kinds.ts';

const picture = (text: string) =>
  drawn(text, characterKinds('markdown', text) ?? new Uint8Array(0));

beforeAll(async () => {
  await loadGrammars();
  await loadFurtherGrammars();
});

describe('Markdown', () => {
  it.each([
    ['# a `b`\n\nc', 'sssssss\n\ns'],
    ['```py\n# a\n"b" + c\n```\nd', '.....\n///\nsss....\n...\ns'],
    ['~~~ {.js .x}\na // b\n~~~~\nc', '............\n..////\n....\ns'],
    ['```rust,ignore\n/* /* */ a */ b\n```', '..............\n/////////////..\n...'],
    ['```\n# a\n```\nb', '...\n...\n...\ns'],
    ['```unheard\n# a\n```', '..........\n...\n...'],
    ['````md\n```py\n# a\n```\n````\nb', '......\n.....\n...\n...\n....\ns'],
    ['- a\n\n  ```yaml\n  b: "c" # d\n  ```\n  e', 'sss\n\n.........\n.....sss.///\n.....\nsss'],
    ['> ```sh\n> a # b\n> ```\n> c', '.......\n....///\n.....\nsss'],
    ['> ```\n> a\nb', '.....\n...\ns'],
    ['```py\n# open\n', '.....\n//////\n'],
    ['```a`b\nc', 'ssssss\ns'],
    ['a <!-- b --> c\nd', 'ss//////////ss\ns'],
    ['<!-- a\n```\nb\n-->\nc', '//////\n///\n/\n///\ns'],
    ['<!-- open\n\n```py\n# a\n```', 'sssssssss\n\n.....\n///\n...'],
    ['use `<!--` here\nb --> c', 'sssssssssssssss\nsssssss'],
    ['a\n\n    b\n\tc\n\nd\n    e', 's\n\n.....\n..\n\ns\nsssss'],
    ['# h\n    a', 'sss\n.....'],
    ['- a\n\n    b\n\nc\n\n    d', 'sss\n\nsssss\n\ns\n\n.....'],
    ['```PHP\n<?php # a\n```', '......\n......///\n...'],
    ['```rb\n=begin\na\n=end\nb\n```', '.....\n//////\n/\n////\n.\n...'],
    ['```vue\n<!-- a -->\n```', '......\n..........\n...'],
    ['```py\r\n# a\r\n```\r\nb', '......\n////\n....\ns'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(picture(text)).toBe(expected);
  });

  it('reads so many blocks in their language, and others line by line', () => {
    const block = '```toml\n# a\n```\n';
    const kinds = picture(block.repeat(2001)).split('\n');
    expect([kinds[1], kinds[3 * 1999 + 1], kinds[3 * 2000 + 1]]).toEqual(['///', '///', '...']);
  });
});
