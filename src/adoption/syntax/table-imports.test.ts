import { expect, it } from 'vitest';
import { tableImports, type ImportSyntax } from './table-imports.ts';
import { tableKinds } from './table-lexer.ts';

/** Each import as `line module module`. */
function found(syntax: ImportSyntax, text: string): string[] {
  return tableImports(syntax, text, tableKinds(syntax, text)).map(({ line, modules }) =>
    [line, ...modules].join(' '),
  );
}

it.each<[ImportSyntax, string, string[]]>([
  [
    'go',
    'package p\nimport "fmt"; import m "math"\nimport (\n\t"io/ioutil" // why\n\t. "os"; _ `net`\n\t// "no"\n)\nvar s = `\nimport "no"`\n',
    ['2 fmt', '2 math', '4 io/ioutil', '5 os', '5 net'],
  ],
  [
    'java',
    'import a.b.C;\nimport static a.b.D . e; import a.*;\n/* import no.No; */\nString s = """\nimport no.No;\n""";\n',
    ['1 a.b.C', '2 a.b.D.e', '2 a.*'],
  ],
  ['kotlin', 'import a.b.C as D\nimport a.`in`.*\n// import no\n', ['1 a.b.C', '2 a.in.*']],
  [
    'rust',
    'pub use a::{self, b::{c, d as e}, f::*};\nextern crate g as h;\nlet reuse = 1; // use no;\nlet s = "use no::no;";\nuse ::k;\n',
    ['1 a a::b::c a::b::d a::f::*', '5 k', '2 g'],
  ],
  [
    'c',
    '#include <a/b.h>\n  # include "c.h" // d\n/*\n#include <no.h>\n*/\nchar *s = "\\\n#include <no.h>";\n',
    ['1 a/b.h', '2 c.h'],
  ],
])('imports of %s', (syntax, text, imports) => {
  expect(found(syntax, text)).toEqual(imports);
});
