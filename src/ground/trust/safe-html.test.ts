import fc from 'fast-check';
import type { Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { visit } from 'unist-util-visit';
import { expect, it } from 'vitest';
import { rehypeSafeHtml } from './safe-html.ts';

const processor = remark()
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSafeHtml);

function safe(markdown: string): Root {
  return processor.runSync(processor.parse(markdown));
}

/** Written out here once more: what the list holds is not asked of the list. */
const allowedAttributes =
  /^(?:id|title|lang|dir|href|dataFootnoteRef|dataFootnoteBackref|dataFootnotes|ariaDescribedBy|ariaLabel|className|start|reversed|type|disabled|checked|open|dateTime|align|colSpan|rowSpan|scope)$/;
const harmful =
  /^(?:script|style|iframe|frame|object|embed|applet|svg|math|img|image|video|audio|source|track|picture|link|meta|base|form|button|textarea|select|option|template|slot|noscript|dialog|portal|html|head|body|title|marquee|area|map)$/;
const classes =
  /^(?:language-[\w+#.-]{1,40}|sr-only|footnotes|data-footnote-backref|task-list-item|contains-task-list)$/;

/** What of a tree no text may lead to. */
function outside(tree: Root): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    if (!['root', 'element', 'text'].includes(node.type)) found.push(node.type);
    if (node.type !== 'element') return;
    const { tagName, properties } = node;
    if (harmful.test(tagName) || !/^[a-z][a-z0-9]*$/.test(tagName)) found.push(tagName);
    for (const [name, value] of Object.entries(properties)) {
      if (!allowedAttributes.test(name)) found.push(`${tagName} ${name}`);
      if (name === 'className' && Array.isArray(value)) {
        found.push(...value.map(String).filter((one) => !classes.test(one)));
      }
      if (name === 'id' && !String(value).startsWith('user-content-'))
        found.push(`id ${String(value)}`);
      if (name !== 'href') continue;
      // As a browser reads it: relative to a page, with its tabs and line breaks left out.
      const url = URL.parse(String(value), 'https://here.example/');
      if (url !== null && !['http:', 'https:', 'mailto:'].includes(url.protocol))
        found.push(url.protocol);
    }
  });
  return found;
}

it('leads to no element, attribute, protocol, class or id outside the list, whatever the Markdown', () => {
  const tag = fc.constantFrom(
    'a',
    'p',
    'b',
    'img',
    'svg',
    'math',
    'style',
    'script',
    'table',
    'td',
    'form',
  );
  const name = fc.constantFrom(
    'href',
    'src',
    'onclick',
    'id',
    'class',
    'style',
    'xlink:href',
    'srcdoc',
    'name',
    'data-own',
    'target',
  );
  const value = fc.constantFrom(
    ...[
      'javascript:x',
      'JaVa\tscript:x',
      '&#106;avascript:x',
      '\u0001javascript:x',
      'data:text/html,x',
    ],
    ...[
      'vbscript:x',
      '//a.example',
      'https://a.example',
      'a',
      '#b',
      'blob:x',
      'location',
      'mailto:a@b.c',
    ],
  );
  const element = fc
    .tuple(tag, name, value, fc.constantFrom('"', "'", ''))
    .map(([one, attribute, what, quote]) => `<${one} ${attribute}=${quote}${what}${quote}>`);
  const link = fc
    .tuple(fc.constantFrom('[a](', '![a](', '[a](<', '<', '[b]: '), value)
    .map((two) => two.join(''));
  const piece = fc.oneof(
    element,
    link,
    tag.map((one) => `</${one}>`),
    fc.constantFrom(
      ')',
      '>',
      '\n',
      '\n\n',
      '`',
      '```\n',
      '- ',
      '> ',
      '|',
      '[^1]',
      '[^1]: ',
      '<!--',
      '-->',
      '<![CDATA[',
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
      expect(outside(safe(pieces.join('')))).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

it('would tell what leads outside of it', () => {
  const tree = remark()
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .runSync(
      remark().parse('<p onclick="x" class="y" id="z"></p>\n\n[a](javascript:x)\n\n<svg></svg>'),
    );
  expect(outside(tree)).toEqual(['p onClick', 'y', 'id z', 'javascript:', 'svg']);
});
