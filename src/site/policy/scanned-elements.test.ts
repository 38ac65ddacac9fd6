import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageElement } from './page-element.ts';
import { parsedElements } from './parsed-elements.ts';
import { scannedElements } from './scanned-elements.ts';

const sorted = (elements: Iterable<PageElement>) =>
  [...elements].toSorted(
    (a, b) =>
      (a.attributes[0]?.from ?? 0) - (b.attributes[0]?.from ?? 0) || (a.text < b.text ? -1 : 1),
  );

const space = fc.constantFrom(' ', '\n', '/', ' / ', '\t');
const value = fc.constantFrom(
  '"a > b"',
  "'<p style=x>'",
  'x',
  '"&quot;&amp;&lt"',
  "it's",
  '""',
  '=',
  '/',
);
const attribute = fc
  .tuple(
    fc.constantFrom('style', 'STYLE', 'class', 'src', 'id', '"', '<'),
    fc.constantFrom('=', ' = ', ''),
    value,
  )
  .map(([name, is, of]) => (is === '' ? name : `${name}${is}${of}`));
const open = fc
  .tuple(
    fc.constantFrom('p', 'b', 'DIV', 'svg', 'a-b', 'i'),
    fc.array(
      fc.tuple(space, attribute).map((both) => both.join('')),
      { maxLength: 3 },
    ),
    fc.constantFrom('', ' ', '/'),
  )
  .map(([name, attributes, end]) => `<${name}${attributes.join('')}${end}>`);
/** What a page is made of, and what looks like it. */
const piece = fc.oneof(
  open,
  fc.constantFrom(
    '</p>',
    '</b>',
    '</div>',
    '</svg>',
    '</i >',
    'text',
    ' a < b ',
    '<',
    '&lt;',
    '>',
    '"',
    "'",
  ),
  fc.constantFrom(
    '<!-- <i style="a:b"> -->',
    '<!-->',
    '<!--->',
    '<!-- a --!>',
    '<!doctype html>',
    '<?x?>',
    '</>',
  ),
  fc.constantFrom(
    '<style>p { a: b }</style>',
    '<style media="x">p > a {}</STYLE >',
    '<title>a</title>',
  ),
  fc.constantFrom(
    '<script>let a = "<p style=x>";</script>',
    '<script src="a.js"></script>',
    '<script type="module">1 < 2</script >',
  ),
);

test('what is read tag by tag is what a parser finds', () => {
  let told = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      // The signs of a tag in a text around make others of the pieces, too.
      const html = `<!doctype html><body>${pieces.join('')}`;
      const scanned = scannedElements(html);
      if (scanned === undefined) return;
      told += 1;
      expect(sorted(scanned)).toEqual(sorted(parsedElements(html)));
    }),
    { numRuns: 2000 },
  );
  expect(told).toBeGreaterThan(1000);
});

test.each([
  ['a sign that a browser reads as another', '<i style="a:b">\r\n</i>'],
  ['a tag without an end', '<p style="a:b'],
  ['a comment without an end', '<!-- <p style="a:b">'],
  ['a script without an end', '<script>a'],
  ['a script whose end may be none', '<script><!--<script></script>--></script>'],
  ['a tag in what is a text or is not', '<svg><title><b style="a:b"></title></svg>'],
  ['a style sheet in a drawing', '<svg><style><b style="a:b"></style></svg>'],
  ['a script in a drawing', '<svg><script>a</script></svg>'],
  ['a style sheet in a choice', '<select><style>i{}</style></select>'],
  ['what has no end', '<plaintext><b style="a:b">'],
  ['HTML in a drawing', '<svg><foreignObject><style><i></style></foreignObject></svg>'],
])('%s is for the parser', (_of, html) => {
  expect(scannedElements(html)).toBeUndefined();
});

test.each([`<${'a'.repeat(1_000_000)}`, `<a ${'b '.repeat(200_000)}`, '<a'.repeat(500_000)])(
  'what never ends is passed over in one go (%#)',
  { timeout: 60_000 },
  (html) => {
    expect(scannedElements(html)).toBeUndefined();
  },
);

test('a page as the site writes it is read tag by tag', () => {
  const page = [
    '<!DOCTYPE html><html lang="en" data-theme="dark"><head><meta charset="utf-8"><title>A &lt; B</title>',
    '<script>if (1 < 2) document.write("<b style=x>")</script><style>p{}</style></head><body>',
    '<noscript><p style="a:b">no</p></noscript><svg style="--size:1em"><title>x</title><path d="M0"/></svg>',
    '<template><i style="a:b" class="x"></i></template><style>i{}</style><!-- made --></body></html>',
  ].join('');
  const found = scannedElements(page);
  expect(found?.map(({ tagName }) => tagName)).toEqual(['script', 'style', 'svg', 'i', 'style']);
  expect(sorted(found ?? [])).toEqual(sorted(parsedElements(page)));
});
