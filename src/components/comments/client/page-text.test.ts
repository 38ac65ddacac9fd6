import fc from 'fast-check';
import type { Root } from 'hast';
import { parseHTML } from 'linkedom';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { beforeEach, expect, test } from 'vitest';
import { canonicalText } from '../../../comments/anchoring/canonical-text.ts';
import { blockAt, passageOfRange, rangesOf, readPage } from './page-text.ts';

/** Enough of a Range for what is asked of one. */
class TestRange {
  startContainer!: Node;
  startOffset = 0;
  endContainer!: Node;
  endOffset = 0;
  setStart(node: Node, offset: number): void {
    [this.startContainer, this.startOffset] = [node, offset];
  }
  setEnd(node: Node, offset: number): void {
    [this.endContainer, this.endOffset] = [node, offset];
  }
}

let root: Element;
beforeEach(() => {
  root = page('');
});

function page(html: string): Element {
  const { document } = parseHTML(`<!doctype html><html><body><main>${html}</main></body></html>`);
  Object.assign(globalThis, { document: { createRange: () => new TestRange() } });
  const found = document.querySelector('main');
  if (found === null) throw new Error('no main');
  return found;
}

const parser = unified().use(rehypeRaw);
const textOf = (html: string) => {
  const tree: Root = { type: 'root', children: [{ type: 'raw', value: html }] };
  return canonicalText(parser.runSync(tree));
};

const samples = [
  '<h2>Why</h2><p>It is <em>here</em>.</p><ul><li>one<ul><li>two</li></ul></li></ul>',
  '<p>Cafe\u0301 and   \n cafe\u0301</p><pre><code>a\n  b\n</code></pre>',
  '<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table><p>x<br>y</p>',
  '<p>See <a data-said="https://r.example/12">alpha 12</a> and <span data-said="">open</span>on.</p>',
  '<p>Note<sup><a data-footnote-ref href="#x">1</a></sup></p><h2 class="sr-only">Footnotes</h2>',
  '<blockquote>said<p>more</p>after</blockquote><hr><details><summary>s</summary>t</details>',
  '<div>loose <b>text</b><p>block</p> end </div>',
];

test.each(samples)('a page’s text is the canonical text of its tree: %s', (html) => {
  expect(readPage(page(html)).text).toBe(textOf(html));
});

const words = fc.array(
  fc.constantFrom('ab', 'é', 'e\u0301', ' ', '\n\t ', '.', '한', '𝒳', ' \u00a0'),
  {
    maxLength: 8,
  },
);
const inline = fc.oneof(
  words.map((all) => all.join('')),
  fc
    .tuple(fc.constantFrom('em', 'code', 'a', 'span'), words)
    .map(([tag, all]) => `<${tag}>${all.join('')}</${tag}>`),
  fc.constantFrom('<br>', '<span data-said="said"><i>shown</i></span>', '<a data-said="">mark</a>'),
);
const block = fc
  .tuple(
    fc.constantFrom('p', 'h3', 'li', 'blockquote', 'pre', 'div', 'section'),
    fc.array(inline, { maxLength: 5 }),
  )
  .map(([tag, all]) => `<${tag}>${all.join('')}</${tag}>`);
const document = fc.array(fc.oneof(block, inline), { maxLength: 6 }).map((all) => all.join(''));

test('… and so it is whatever the page', () => {
  fc.assert(
    fc.property(document, (html) => {
      // Both read the same tree: a parser's own idea of a paragraph is not asked about.
      const there = page(html);
      expect(readPage(there).text).toBe(textOf(there.innerHTML));
    }),
  );
});

test('the nodes of a passage say it, and lead back to it', () => {
  fc.assert(
    fc.property(document, fc.nat(), fc.nat(), (html, a, b) => {
      const there = readPage(page(html));
      const { text } = there;
      if (text.length < 2) return;
      const start = Math.min(a, b) % (text.length - 1);
      const end = start + 1 + (Math.max(a, b) % (text.length - start));
      const said = rangesOf(there, { start, end }).map((range) => {
        const { startContainer: from, endContainer: to } = range as unknown as TestRange;
        expect(from.nodeType).toBe(3);
        expect(to.nodeType).toBe(3);
        return range;
      });
      const wanted = text.slice(start, end);
      // What stands for an element cannot be pointed at.
      if (said.length === 0 || html.includes('said')) return;
      const all = said.map((range) => between(there, range)).join('\n');
      const plain = (of: string) => of.normalize('NFC').replace(/\s+/gu, ' ').trim();
      expect(plain(all)).toBe(plain(wanted));
    }),
  );
});

/** What the page has from the beginning to the end of a range within one block. */
function between({ blocks }: ReturnType<typeof readPage>, range: Range): string {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const { pieces = [] } =
    blocks.find((one) => one.pieces.some(({ node }) => node === startContainer)) ?? {};
  const raw = pieces.map(({ text }) => text).join('');
  const at = (node: Node, offset: number) =>
    (pieces.find((piece) => piece.node === node)?.start ?? 0) + offset;
  return raw.slice(at(startContainer, startOffset), at(endContainer, endOffset));
}

test('a selection over several blocks is a passage from its first word to its last', () => {
  root = page('<p>One two</p><p>three <em>four</em></p><p>five</p>');
  const there = readPage(root);
  const [first, , last] = [...root.querySelectorAll('p, em')].map(({ firstChild }) => firstChild);
  const order = there.blocks.flatMap(({ pieces }) => pieces.map(({ node }) => node));
  const range = {
    startContainer: first,
    startOffset: 4,
    endContainer: last,
    endOffset: 4,
    intersectsNode: (node: Node) => {
      const own = order.filter((one) => one === node || (one !== undefined && node.contains(one)));
      return own.some((one) => order.indexOf(one) <= 2);
    },
  } as unknown as Range;
  const passage = passageOfRange(there, range);
  expect(passage && there.text.slice(passage.start, passage.end)).toBe('two\nthree four');
});

test('an offset stands in its block', () => {
  const there = readPage(page('<h2>Why</h2><p>Because</p>'));
  expect(blockAt(there, 0)?.element.localName).toBe('h2');
  expect(blockAt(there, 4)?.element.localName).toBe('p');
  expect(blockAt(there, 1000)?.element.localName).toBe('p');
});
