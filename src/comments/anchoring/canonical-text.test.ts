import fc from 'fast-check';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import type { Element, Root, Text } from 'hast';
import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonical-text.ts';

function ofMarkdown(markdown: string): string {
  const parser = remark().use(remarkGfm);
  const tree = remark().use(remarkRehype).runSync(parser.parse(markdown));
  return canonicalText(tree);
}

const text = (value: string): Text => ({ type: 'text', value });
const element = (tagName: string, children: Element['children'], properties = {}): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});
const ofNodes = (...children: Root['children']) => canonicalText({ type: 'root', children });

describe('canonicalText', () => {
  it('has one line for each block, without markup', () => {
    const markdown = '# A *title*\n\nOne\ntwo  [three](https://a.example).\n\n> quoted\n> on\n';
    expect(ofMarkdown(markdown)).toBe('A title\nOne two three.\nquoted on');
  });

  it('makes a block of each item, and of what an item says before its own list', () => {
    expect(ofMarkdown('- one\n- two\n  - three\n\n1. four\n')).toBe('one\ntwo\nthree\nfour');
  });

  it('makes a block of each row of a table, its cells side by side', () => {
    expect(ofMarkdown('| a | b |\n|---|---|\n| 1 | `2` |\n')).toBe('a b\n1 2');
  });

  it('collapses white space within code as well: a block is a line', () => {
    expect(ofMarkdown('```js\nif (a) {\n\n  b();\n}\n```\n')).toBe('if (a) { b(); }');
  });

  it('reads a break as a space, and nothing between two elements as nothing', () => {
    expect(ofMarkdown('one\\\ntwo **th**ree\n')).toBe('one two three');
  });

  it('is the same however a sign is composed, also across elements', () => {
    const composed = ofNodes(element('p', [text('café')]));
    const apart = ofNodes(element('p', [text('cafe'), element('em', [text('\u0301')])]));
    expect(apart).toBe(composed);
  });

  it('takes every white space of Unicode for one', () => {
    expect(ofNodes(element('p', [text('a\u00a0\u2028\u3000b\ufeffc')]))).toBe('a b c');
  });

  it('leaves out what the renderer adds for footnotes: no number moves with another note', () => {
    const one = ofMarkdown('A note.[^b]\n\n[^b]: Said.\n');
    const two = ofMarkdown('First.[^a]\n\nA note.[^b]\n\n[^a]: Before.\n\n[^b]: Said.\n');
    expect(one).toBe('A note.\nSaid.');
    expect(two).toBe('First.\nA note.\nBefore.\nSaid.');
  });

  it('reads what the author said where the page shows something else', () => {
    const shown = [text('change 12'), element('span', [text('merged')])];
    const link = element('a', shown, { dataSaid: 'https://r.example/12' });
    const nothing = element('span', [text('new')], { dataSaid: '' });
    expect(ofNodes(element('p', [text('See '), link, nothing, text('.')]))).toBe(
      'See https://r.example/12.',
    );
  });

  it('has no block for what says nothing', () => {
    expect(ofNodes(element('p', []), element('hr', []), element('p', [text(' \n ')]))).toBe('');
  });

  it('is in its own form already, whatever the text', () => {
    const leaf = fc.string({ unit: 'binary' }).map(text);
    const trees = fc.array(
      fc.tuple(fc.constantFrom('p', 'em', 'td', 'br', 'pre'), fc.array(leaf, { maxLength: 3 })),
    );
    fc.assert(
      fc.property(trees, (nodes) => {
        const once = ofNodes(...nodes.map(([tag, children]) => element(tag, children)));
        const again = ofNodes(...once.split('\n').map((line) => element('p', [text(line)])));
        expect(again).toBe(once);
        expect(once).toBe(once.normalize('NFC'));
        expect(once).not.toMatch(/^\s|[^\S\n]{2}|\n\s|\s$/);
      }),
    );
  });
});
