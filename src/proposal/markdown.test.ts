import { describe, expect, test } from 'vitest';
import { bodyOf, frontMatterOf, tooMuchToRender, parseMarkdown, tooComplex } from './markdown.ts';

describe('front matter', () => {
  test.each([
    ['---\na: 1\n---\n\nText.\n', { yaml: 'a: 1', lineOffset: 1 }, '\nText.\n'],
    ['---\n---\nText.', { yaml: '', lineOffset: 1 }, 'Text.'],
    ['Text.\n\n---\na: 1\n---\n', undefined, 'Text.\n\n---\na: 1\n---\n'],
    ['', undefined, ''],
  ])('of %j', (text, matter, body) => {
    const tree = parseMarkdown(text);
    expect(frontMatterOf(tree)).toEqual(matter);
    expect(bodyOf(text, tree)).toBe(body);
  });
});

describe('what the parser is not given', () => {
  const kib16 = 16 * 1024;
  const tooLong = (line: number) => ({
    line,
    message: 'a block without an empty line is too long',
    hint: 'at most 16 KiB are read; put an empty line between',
  });
  const tooMuch = (line: number) => ({
    line,
    message: 'too many signs of emphasis in a block without an empty line',
    hint: 'at most 1000 are read; put an empty line between, or backticks around code',
  });
  const tooDeep = (line: number, depth: number) => ({
    line,
    message: `${depth} quotes or lists within each other`,
    hint: 'at most 32 are read',
  });

  test.each<[string, string, unknown]>([
    ['a block of the limit', 'x'.repeat(kib16 - 1), undefined],
    ['one character more', 'x'.repeat(kib16), tooLong(1)],
    ['two lines that are longer together', `a\n\nb\n${'x'.repeat(kib16 - 2)}`, tooLong(3)],
    ['two blocks', `${'x'.repeat(kib16 - 1)}\n \n${'x'.repeat(kib16 - 1)}`, undefined],
    ['front matter, however long', `---\n${'x'.repeat(2 * kib16)}\n---\nText.`, undefined],
    ['a long block behind front matter', `---\na\n---\n${'x'.repeat(kib16)}`, tooLong(4)],
    ['two lines of dashes further down', `x\n---\n${'x'.repeat(kib16)}\n---\n`, tooLong(1)],
    ['emphasis of the limit', '*a '.repeat(1000), undefined],
    ['one sign of emphasis more', `a\n\nb ~~x~~\n${'**a '.repeat(999)}`, tooMuch(3)],
    ['signs of emphasis in two blocks', `${'_a '.repeat(999)}\n\n${'_a '.repeat(999)}`, undefined],
    ['numbers within numbers', '12. '.repeat(33), tooDeep(1, 33)],
    ['lists with room between their marks', '-   '.repeat(33), tooDeep(1, 33)],
    ['indentation behind a word', `a${' '.repeat(4 * 40)}b`, undefined],
    ['quotes of the limit', '> '.repeat(32), undefined],
    ['quotes beyond it', `a\n\n${'>'.repeat(33)}`, tooDeep(3, 33)],
    ['lists of both kinds', '- 1. + 2) * '.repeat(7), tooDeep(1, 35)],
    ['indentation of the limit', `${' '.repeat(4 * 33 - 1)}a`, undefined],
    ['indentation beyond it', `${' '.repeat(4 * 33)}a`, tooDeep(1, 33)],
    ['lines of the limit', '\n'.repeat(9999), undefined],
    [
      'one line more, behind front matter',
      `---\na\n---\n${'\n'.repeat(10_000)}`,
      { line: 4, message: '10001 lines of prose', hint: 'at most 10000 are read' },
    ],
    ['footnotes of the limit', 'a[^1]\n\n'.repeat(1000), undefined],
    [
      'one footnote more',
      'a[^1]\n\n'.repeat(1001),
      {
        line: 2001,
        message: 'too many footnotes',
        hint: 'at most 1000 marks and texts of footnotes are read',
      },
    ],
    ['marks behind a word', `a ${'> '.repeat(40)}`, undefined],
    ['a number that opens no list', '1234567890. '.repeat(40), undefined],
  ])('%s', (_, text, expected) => {
    expect(tooComplex(text)).toEqual(expected);
  });
});

describe('what a renderer is not given', () => {
  const nested = (text: string) => tooMuchToRender(parseMarkdown(text));

  test('elements that are not closed, beyond a number, at the line where they are too many', () => {
    const open = (count: number) => '<b>\n\n'.repeat(count);
    expect(nested(open(128))).toBeUndefined();
    expect(nested(open(129))).toEqual({
      line: 257,
      message: 'HTML elements are not closed',
      hint: 'close each of them',
    });
    expect(nested('<b>x</b>\n\n<br/>\n\n'.repeat(200))).toBeUndefined();
    expect(nested('<!-- a --> 1 < 2\n\n'.repeat(200))).toBeUndefined();
  });

  test('tables that have more cells than a number, written or not', () => {
    const table = (rows: number) => `a|b|c|d\n-|-|-|-\n${'e\n'.repeat(rows)}\n`;
    expect(nested(table(2499))).toBeUndefined();
    expect(nested(`x\n\n${table(1249)}${table(1250)}`)).toEqual({
      line: 1255,
      message: 'tables of too many cells',
      hint: 'at most 10000 are read',
    });
  });

  test('what nests deeper than a number of levels, at its line', () => {
    const deep = (levels: number) => {
      let tree = parseMarkdown('a\n\nb\n');
      const [, last] = tree.children;
      let inner = last as unknown as Record<string, unknown>;
      for (let i = 0; i < levels; i++) {
        inner = { type: 'blockquote', children: [inner], position: last?.position };
      }
      tree = { ...tree, children: [inner as never] };
      return tooMuchToRender(tree);
    };
    // The text itself stands two levels below the root.
    expect(deep(126)).toBeUndefined();
    expect(deep(127)).toEqual({
      line: 3,
      message: 'nested too deeply',
      hint: 'at most 128 levels are read',
    });
  });
});
