import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, test } from 'vitest';
import { commentHtml } from './comment-html.ts';

/** Elements that a comment's HTML may have: what Markdown makes, without images. */
const harmless = new Set(
  'a p em strong del code pre blockquote ul ol li h5 hr br table thead tbody tr th td section sup input'.split(
    ' ',
  ),
);

/** The elements that a browser makes of HTML. */
function elementsOf(of: DefaultTreeAdapterTypes.ParentNode): DefaultTreeAdapterTypes.Element[] {
  return of.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

test.each([
  '[x](javascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\u2028javascript:alert(1))',
  '[x](java\u2028script:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox)',
  '<javascript:alert(1)>',
  '![x](https://evil.example/pixel.png)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '<svg onload=alert(1)><circle></svg>',
  '<math><mtext><mglyph><style><img src onerror=alert(1)></style></mglyph></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<base href="https://evil.example/">',
  '<a id="compose-kind" name="location">x</a>',
  '<form id=x action=https://evil.example><input name=y></form>',
  '<meta http-equiv=refresh content=0>',
  '<style>*{display:none}</style>',
  'text[^compose-kind]\n\n[^compose-kind]: <img src=x onerror=alert(1)>',
  '- [x] <script>alert(1)</script>',
  '| a |\n| - |\n| <img src=x onerror=alert(1)> |',
])('%s runs, loads and names nothing', (body) => {
  const id = '00000000-0000-4000-8000-000000000000';
  for (const { tagName, attrs } of elementsOf(parseFragment(commentHtml(body, id)))) {
    expect(harmless).toContain(tagName);
    for (const { name, value } of attrs) {
      expect(name).not.toMatch(/^on|^(srcdoc|src|style|action|formaction|name)$/i);
      if (name === 'id') expect(value).toContain(id);
      if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|#)/i);
    }
  }
});

test.each([
  ['quotes in quotes', '>'.repeat(5000)],
  ['lists in lists', '- '.repeat(3000)],
  ['brackets', '['.repeat(16_000)],
  ['emphasis', '*a_'.repeat(5000)],
])('%s without end stand as they were written, or as text', (_, body) => {
  const html = commentHtml(body, 'x');
  expect(html.match(/<(blockquote|ul|li|em)\b/g)?.length ?? 0).toBeLessThan(100);
});

test('two comments with one footnote each do not meet', () => {
  const both = ['one', 'two'].map((id) => commentHtml('a[^1]\n\n[^1]: b', id)).join('');
  for (const [, of = ''] of both.matchAll(/(?:href="#|aria-describedby=")([^"]+)"/g)) {
    expect(both.split(` id="${of}"`)).toHaveLength(2);
  }
  const ids = ['one', 'two'].flatMap((id) => [
    ...commentHtml('a[^1]\n\n[^1]: b', id).matchAll(/ id="([^"]+)"/g),
  ]);
  const names = ids.map(([, name]) => name);
  expect(names.length).toBeGreaterThan(2);
  expect(new Set(names).size).toBe(names.length);
});
