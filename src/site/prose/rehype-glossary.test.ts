import fc from 'fast-check';
import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { toString } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { rehypeGlossary } from './rehype-glossary.ts';

const glossary = {
  thread: 'Runs beside others.',
  'green thread': 'One that the program switches.',
};

function shown(...children: ReturnType<typeof h>[]): string {
  const tree: Root = { type: 'root', children };
  rehypeGlossary(glossary)(tree);
  return toHtml(tree);
}

test('the first use of each word leads to its meaning, the longer word first, its others do not', () => {
  expect(shown(h('p', 'Green threads, a thread, a thread.'), h('p', 'A green thread'))).toBe(
    '<p><a class="term" href="#word-green-thread" title="One that the program switches.">Green thread</a>s, a ' +
      '<a class="term" href="#word-thread" title="Runs beside others.">thread</a>, a thread.</p>' +
      '<p>A green thread</p>',
  );
});

test('words within words, in code, links and headings are passed over', () => {
  const html = shown(
    h('h2', 'A thread'),
    h('p', 'threading, multithread, ', h('code', 'thread'), h('a', 'a thread'), ' thread'),
  );
  expect(html.match(/class="term"/g)).toHaveLength(1);
  expect(html).toMatch(/<\/a> <a class="term"[^>]*>thread<\/a><\/p>$/);
});

test('the text stays as it is, whatever it is', () => {
  const piece = fc.constantFrom('thread', 'green ', ' ', 'Threads', 'İ', 'ß', '.', 'a', '\n');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const tree: Root = { type: 'root', children: [h('p', pieces.join(''))] };
      rehypeGlossary(glossary)(tree);
      expect(toString(tree)).toBe(pieces.join(''));
    }),
  );
});
