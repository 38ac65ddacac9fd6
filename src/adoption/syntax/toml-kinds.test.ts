import fc from 'fast-check';
import { expect, it } from 'vitest';
// Another reader of TOML, which keeps the place of every value and comment.
import { parseTOML, traverseNodes } from 'toml-eslint-parser';
import { drawn } from '../../../test/adoption/support/drawn.ts';
import { kind } from './kind.ts';
import { tomlKinds } from './toml-kinds.ts';

it.each([
  ['a = "b # c" # d', '....sssssss.///'],
  ['"a b"."c" = \'d\\\' # e', '............ssss.///'],
  ['a = """\n# b\n"c" \\""" d""""" # e', '....sss\nsss\nsssssssssssssss.///'],
  ["a = '''\n# b\\''' # c", '....sss\nsssssss.///'],
  ['["a # b".c] # d', '............///'],
  ['a = [ # b\n "c", # d\n ["e"],\n]', '......///\n.sss..///\n..sss..\n.'],
  ['a = { "b" = "c", "d".e = \'f\' }', '............sss..........sss..'],
  ['a = "open # b\nc = "d"', '.............\n....sss'],
  ['a = """open\n# b\nc = "d"', '...........\n///\n....sss'],
  ['a = "b\\\\" # c', '....sssss.///'],
  ['a = ""', '....ss'],
  ['a = "b"\r\n# c\r\n', '....sss.\n////\n'],
])('%j', (text, picture) => {
  expect(drawn(text, tomlKinds(text))).toBe(picture);
});

it('tells the same as a parser of TOML', () => {
  const sign = fc.constantFrom('"', "'", '#', '=', '[', ']', '\\\\', 'a', ' ', '.', 'é', ',');
  const content = fc.array(sign, { maxLength: 8 }).map((of) => of.join(''));
  const value: fc.Arbitrary<string> = fc.oneof(
    content.map((of) => `"${of.replaceAll('"', '\\"')}"`),
    content.map((of) => `'${of.replaceAll("'", '')}'`),
    content.map((of) => `"""\n${of.replaceAll('"', '\\"')}"""`),
    content.map((of) => `'''\n${of.replaceAll("'", '')}''`.concat("'")),
    fc.constant('1979-05-27'),
  );
  const list = fc.array(value, { maxLength: 3 }).map((of) => `[ # x"\n${of.join(', # y\n')} ]`);
  const table = fc.tuple(value, value).map(([a, b]) => `{ "b # c" = [${a}], d.'e' = ${b} }`);
  const key = fc.constantFrom('a', '"a b"', "'#'.b", 'c."="');
  const line = fc.tuple(key, fc.oneof(value, list, table), fc.option(content));
  const head = fc.constantFrom('["x # y"]', "[[p.'q']]", '[r] # "s"');
  let parsed = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(line, head), { minLength: 1, maxLength: 4 }), (of) => {
      const text = of
        .map((one, i) =>
          typeof one === 'string'
            ? one.replace(/^(\[+)/, `$1t${i}.`)
            : `k${i}.${one[0]} = ${one[1]}${one[2] === null ? '' : ` # ${one[2]}`}`,
        )
        .join('\n');
      const ast = parseTOML(text);
      parsed++;
      const expected = new Uint8Array(text.length);
      traverseNodes(ast, {
        enterNode(node) {
          if (node.type === 'TOMLValue' && node.kind === 'string') {
            expected.fill(kind.string, ...node.range);
          }
        },
        leaveNode() {
          // Nothing is left to do.
        },
      });
      for (const { range } of ast.comments) expected.fill(kind.comment, ...range);
      expect(drawn(text, tomlKinds(text))).toBe(drawn(text, expected));
    }),
    { numRuns: 300 },
  );
  expect(parsed).toBeGreaterThan(200);
});
