import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parse, serialize } from 'parse5';
import { expect, test } from 'vitest';
import { classSheet, strictHtml } from './strict-html.ts';

const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('a style attribute becomes a class, beside those that the element has', () => {
  const { html, classes } = strictHtml(
    '<p style="color: red">a</p><p class="b c" style=color:red>d</p><i STYLE="--x:1;">e</i>',
  );
  expect(html).not.toMatch(/style/i);
  const [one, two, three] = [...html.matchAll(/class="([^"]*)"/g)].map(([, value]) => value);
  expect(classes.get(one ?? '')).toBe('color: red');
  expect(two).toMatch(/^b c s[0-9a-f]{8}$/);
  expect(classes.get(three ?? '')).toBe('--x:1;');
  expect(classSheet(classes)).toContain(`{color: red}`);
});

test('every script and style sheet that stands in the page is told by its hash, the others are not', () => {
  const { scripts, styles, html } = strictHtml(
    '<script>let a = "<p style=x>";</script><script src="b.js"></script><style>p{}</style>',
  );
  expect(scripts).toEqual([sha('let a = "<p style=x>";')]);
  expect(styles).toEqual([sha('p{}')]);
  expect(html).toContain('<p style=x>');
});

test('what stands in a template is found too', () => {
  expect(strictHtml('<template><b style="x:y">a</b></template>').html).toMatch(
    /<template><b class="s[0-9a-f]{8}">a<\/b><\/template>/,
  );
});

test('what a browser makes several elements of changes once', () => {
  // A sign that the page is not read by tags for.
  const { html } = strictHtml('<p><b style="x:y">a</p>\r\n<p>b</p>');
  expect(html).toMatch(/^<p><b class="s[0-9a-f]{8}">a<\/p>\r\n<p>b<\/p>$/);
});

test('nothing else of a page changes, whatever it says', () => {
  const text = fc.string({ maxLength: 20 });
  const attribute = fc.constantFrom('class="x y"', "title='<style>'", 'id=z', '');
  const piece = fc
    .tuple(fc.constantFrom('p', 'b', 'div', 'svg'), attribute, fc.boolean(), text)
    .map(
      ([tag, more, isStyled, words]) =>
        `<${tag} ${more}${isStyled ? ' style="--a: 1"' : ''}>${words.replaceAll('<', '&lt;')}</${tag}>`,
    );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const html = pieces.join('');
      const strict = strictHtml(html).html;
      const bare = (of: string) =>
        serialize(parse(of))
          .replace(/ style="[^"]*"/g, '')
          .replace(/ ?s[0-9a-f]{8}(?=")/g, '')
          .replaceAll(' class=""', '');
      expect(bare(strict)).toBe(bare(html));
      expect(serialize(parse(strict))).not.toMatch(/<\w+[^>]* style="/);
    }),
  );
});

test('a page of very many elements, and one of very deep ones, is taken as any other', () => {
  const many = 300_000;
  const wide = `<!doctype html><body>${'<i style="top:0"></i>'.repeat(many)}</body>`;
  const strict = strictHtml(wide);
  expect(strict.html).not.toContain('style=');
  expect(strict.html.length - wide.length).toBe(
    many * ('class="s12345678"'.length - 'style="top:0"'.length),
  );
  const deep = `<!doctype html><body>${'<div>'.repeat(20_000)}<p style="top:0">x</p>`;
  expect(strictHtml(deep).classes.size).toBe(1);
});
