import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawn } from '../../../test/adoption/support/drawn.ts';
import { loadFurtherGrammars, loadGrammars } from '../syntax/grammar.ts';
import { characterKinds } from './character-kinds.ts';
import type { Syntax } from './file-syntax.ts';

const own = [
  ...['go', 'java', 'kotlin', 'rust', 'c', 'csharp', 'shell', 'python'],
  ...['yaml', 'toml', 'ini', 'hash', 'dockerfile', 'markdown'],
] as Syntax[];
const byGrammar: Syntax[] = ['javascript', 'tsx', 'ruby', 'php', 'vue', 'svelte', 'astro'];

beforeAll(async () => {
  await loadGrammars();
  await loadFurtherGrammars();
});

const piece = fc.constantFrom(
  ...['"', "'", '"""', "'''", '`', '\\', '\n', '\r\n', '\n\n', ' ', '\t', 'a', 'é', '😀', '\0'],
  ...['#', ';', '//', '/*', '*/', '<!--', '-->', '```', '```py\n', '```js\n', '~~~', '> ', '- '],
  ...['|\n', '>-\n', ': ', '[', ']', '{', '}', '=', '.', '&a ', '*a', '---\n', '? ', '%'],
  ...['RUN ', 'COPY <<E /a\n', '<<E', "<<-'E'", '\nE\n', '$(', '${', '$((', ')', '<<<', 'case '],
  ...['$"', '@"', '$$"""', 'R"x(', ')x"', 'r#"', '"#', '<script>', '</script>', '<?php ', '?>'],
);

describe('the kinds of a text', () => {
  it.each([...own, ...byGrammar])('%s: one of each character, whatever it holds', (syntax) => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        expect(characterKinds(syntax, text)).toHaveLength(text.length);
      }),
      { numRuns: 300 },
    );
  });

  /** Each would be read for minutes by a lexer that begins again at every sign. */
  const long = 60_000;
  it.each([
    ['\\"'.repeat(long)],
    ['"""\\'.repeat(long)],
    [`"${'\\"'.repeat(long)}`],
    ['RUN <<E\n'.repeat(long)],
    [Array.from({ length: long }, (_, i) => `RUN <<E${i}`).join('\n')],
    [`RUN ${'<<E '.repeat(long)}`],
    ['RUN a \\\n'.repeat(long)],
    ['cat <<E\n$('.repeat(long / 10)],
    ['<!--'.repeat(long)],
    [`a ${'<!--'.repeat(2 * long)}`],
    ['a <!-- b --> '.repeat(2 * long)],
    ['$'.repeat(2 * long)],
    ['<!--\n'.repeat(long)],
    ['```py\n'.repeat(long)],
    ['```\n~~~\n'.repeat(long)],
    [' '.repeat(long)],
    ['> '.repeat(long)],
    ['1) '.repeat(long)],
    ['[{'.repeat(long)],
    ['a: |\n\n'.repeat(long)],
    ["a = '''\nb'".repeat(long)],
    ['${'.repeat(long)],
    ['$(('.repeat(long)],
  ])('a long text (%#) is read in one go', { timeout: 60_000 }, (text) => {
    for (const syntax of own) {
      if (syntax === 'python') continue;
      expect(characterKinds(syntax, text)).toHaveLength(text.length);
    }
  });

  it('comments of markup are none of its code; what a script says is its own', () => {
    const text = '<!-- a --><p>b</p>\n<script>\nc("<!-- d -->") // e\n</script>\n<!-- open';
    expect(drawn(text, characterKinds('vue', text) ?? new Uint8Array(0))).toBe(
      '//////////........\n........\n..ssssssssssss..////\n.........\n/////////',
    );
  });
});
