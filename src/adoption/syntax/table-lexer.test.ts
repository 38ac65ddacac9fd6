import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { kind } from './kind.ts';
import type { TabledSyntax } from './lex-table.ts';
import { tableKinds } from './table-lexer.ts';

/** What a file's characters are: `.` code, `/` comment, `s` string; line breaks stay. */
function drawn(syntax: TabledSyntax, text: string): string {
  const kinds = tableKinds(syntax, text);
  return [...text.split('')]
    .map((char, i) => (char === '\n' ? '\n' : ['.', '/', 's', 's'][kinds[i] ?? 0]))
    .join('');
}

describe('what a table tells', () => {
  it.each<[TabledSyntax, string, string]>([
    ['go', 'a := "b\\"c" // d "e', '.....ssssss.///////'],
    ['go', "r := '\"' + `//\n`/*x*/", '.....sss...sss\ns/////'],
    ['go', '"open\ncode', 'sssss\n....'],
    ['java', 'x("""\n "a" \\""" b"""); /* */', '..sss\nssssssssssssss.../////'],
    ['kotlin', '"a ${b("c")} d" /* /* */ */', 'sssss..sss.ssss.///////////'],
    ['kotlin', '"""a""""+b', 'ssssssss..'],
    ['kotlin', "fun `it's \"a`() = 'b' // c", '..................sss.////'],
    ['kotlin', '$$"""${a} $${b("c")}""""+d', 'sssssssssssss..sss.sssss..'],
    ['kotlin', '$$"${a}$$${b}"', 'sssssssssss.ss'],
    ['c', '"a\\\r\nb" c', 'ssss\nss..'],
    ['rust', 'let a: &\'a str = r#"b"c"#; \'x\'', '.................ssssssss..sss'],
    ['rust', "'\\'' '\\u{41}' b'a' 'a: loop", 'ssss.ssssssss.ssss.........'],
    ['c', "n = 1'000; c = '\"'; // a\\\nb\nc", '...............sss../////\n/\n.'],
    ['c', 'u8R"x(a)"b)x" "c"', 'sssssssssssss.sss'],
    ['csharp', '@"a\\" + $"{d["k"]}{{" + b', 'sssss...sss..sss.ssss....'],
    ['csharp', '$$"""{a}{{b}}""" /**/', 'ssssssssss.sssss.////'],
  ])('%s: %s', (syntax, text, picture) => {
    expect(drawn(syntax, text)).toBe(picture);
  });

  it('ends at the end of the file, whatever is open', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<TabledSyntax>('go', 'java', 'kotlin', 'rust', 'c', 'csharp'),
        fc.array(
          fc.constantFrom(
            '"',
            '"""',
            "'",
            '\\',
            '/*',
            '*/',
            '//',
            '${',
            '{{',
            '}',
            '$"',
            '@"',
            'R"(',
            'r#"',
            '`',
            '\n',
            'a',
          ),
          { maxLength: 30 },
        ),
        (syntax, parts) => {
          const text = parts.join('');
          expect(tableKinds(syntax, text)).toHaveLength(text.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Texts in which a sign may be taken for another one. */
const content = fc
  .array(
    fc.constantFrom('"', "'", '\\', '/', '*', '{', '}', '#', '`', '$', '@', ' ', 'a', 'é', '\n'),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));
const escaped = (of: string) =>
  of.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const block = (of: string) => `/*${of.replace(/\*\/|\/\*|[*/]$|^\//g, '')} */`;
const lineComment = (of: string) => `//${of.replace(/[\n\\]/g, '')}\n`;
const oneChar = content.map((of) => {
  const char = of.charAt(0) || 'x';
  return char === '\n' ? "'\\n'" : char === "'" || char === '\\' ? `'\\${char}'` : `'${char}'`;
});

/** Programs, and the types of node of the separate parser that are comments or strings. */
interface Peer {
  syntax: TabledSyntax;
  grammar: string;
  literals: fc.Arbitrary<string>;
  program: (statements: readonly string[]) => string;
  statement: (literal: string, i: number) => string;
  comments: string[];
  strings: string[];
  holes?: string[];
}

const peers: Peer[] = [
  {
    syntax: 'go',
    grammar: 'go',
    literals: fc.oneof(
      content.map((of) => `"${escaped(of)}"`),
      content.map((of) => `\`${of.replaceAll('`', '')}\``),
      oneChar,
    ),
    program: (of) => `package p\n${of.join('\n')}\n`,
    statement: (literal, i) => `var a${i} = f(${literal}, 1)`,
    comments: ['comment'],
    strings: ['interpreted_string_literal', 'raw_string_literal', 'rune_literal'],
  },
  {
    syntax: 'java',
    grammar: 'java',
    literals: fc.oneof(
      content.map((of) => `"${escaped(of)}"`),
      content.map((of) => `"""\n${of.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"""`),
      oneChar,
    ),
    program: (of) => `class A {\n${of.join('\n')}\n}\n`,
    statement: (literal, i) => `Object a${i} = f(${literal}, 1);`,
    comments: ['line_comment', 'block_comment'],
    strings: ['string_literal', 'character_literal'],
  },
  {
    syntax: 'rust',
    grammar: 'rust',
    literals: fc.oneof(
      content.map((of) => `"${escaped(of)}"`),
      content.map((of) => `r##"${of.replaceAll('"##', '')} "##`),
      content.map((of) => `b"${escaped(of.replaceAll('é', ''))}"`),
      oneChar,
    ),
    program: (of) => `fn main<'a>() {\n${of.join('\n')}\n}\n`,
    statement: (literal, i) => `let a${i}: &'a str = f(${literal}, 1);`,
    comments: ['line_comment', 'block_comment'],
    strings: ['string_literal', 'raw_string_literal', 'char_literal'],
  },
  {
    syntax: 'c',
    grammar: 'cpp',
    literals: fc.oneof(
      content.map((of) => `"${escaped(of)}"`),
      content.map((of) => `R"x(${of.replaceAll(')x"', '')})x"`),
      content.map((of) => `u8"${escaped(of)}"`),
      oneChar,
    ),
    program: (of) => `#include <a.h>\n${of.join('\n')}\n`,
    statement: (literal, i) => `auto a${i} = f(${literal}, 1'000);`,
    comments: ['comment'],
    strings: ['string_literal', 'raw_string_literal', 'char_literal'],
  },
  {
    syntax: 'csharp',
    grammar: 'c-sharp',
    literals: fc.oneof(
      content.map((of) => `"${escaped(of)}"`),
      content.map((of) => `@"${of.replaceAll('"', '""')}"`),
      content.map((of) => `$"${escaped(of.replace(/[{}]/g, ''))}{g("b")}c"`),
      oneChar,
    ),
    program: (of) => `class A {\n${of.join('\n')}\n}\n`,
    statement: (literal, i) => `object a${i} = f(${literal}, 1);`,
    comments: ['comment'],
    strings: [
      'string_literal',
      'verbatim_string_literal',
      'raw_string_literal',
      'character_literal',
      'interpolated_string_expression',
    ],
    holes: ['interpolation'],
  },
];

describe('a table and a parser of its own tell the same', () => {
  it.each(peers)('$syntax', async ({ syntax, grammar, ...peer }) => {
    await Parser.init();
    const file = createRequire(import.meta.url).resolve(
      `@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`,
    );
    const parser = new Parser().setLanguage(await Language.load(file));
    let parsed = 0;
    const statement = fc.tuple(
      peer.literals,
      fc.option(content.map(block)),
      fc.option(content.map(lineComment)),
    );
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (of) => {
        const text = peer.program(
          of.map(([literal, inside, after], i) =>
            [inside ?? '', peer.statement(literal, i), after ?? ''].join(' '),
          ),
        );
        const tree = parser.parse(text);
        if (tree === null) throw new Error('Expected a tree');
        // What the parser does not follow, it says nothing of.
        if (!tree.rootNode.hasError) {
          parsed++;
          const expected = new Uint8Array(text.length);
          const types = [...peer.comments, ...peer.strings, ...(peer.holes ?? [])];
          for (const node of tree.rootNode.descendantsOfType(types)) {
            // The grammar of Java lets comments stand anywhere, in a text block too; the language does not.
            const owner = node.parent?.type ?? '';
            if (peer.comments.includes(node.type) && owner.includes('string')) continue;
            const what = peer.comments.includes(node.type)
              ? kind.comment
              : peer.strings.includes(node.type)
                ? kind.string
                : kind.code;
            const [from, to] =
              what === kind.code
                ? [node.startIndex + 1, node.endIndex - 1]
                : [node.startIndex, node.endIndex];
            expected.fill(what, from, to);
          }
          const found = tableKinds(syntax, text);
          // Blanks between belong to whom they may.
          const seen = [...text.split('')].flatMap((char, i) =>
            /\s/.test(char) ? [] : [[i, expected[i], found[i]]],
          );
          const different = seen.filter(([, a, b]) => a !== b);
          expect({ text, different }).toEqual({ text, different: [] });
        }
        tree.delete();
      }),
      { numRuns: 300 },
    );
    expect(parsed).toBeGreaterThan(200);
  });
});
