import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawn } from '../../../test/adoption/support/drawn.ts';
import { yamlKinds } from './yaml-kinds.ts';

it.each([
  ['a: "b # c" # d', '...sssssss.///'],
  ["'a': 'it''s' # d", '.....sssssss.///'],
  ['"a" : 1\n? "b"\n: \'c\'', '.......\n..sss\n..sss'],
  ['- b#c # d', '......///'],
  ["a: it's # d", '........///'],
  ['a: |\n  # b\n  "c"\n# d', '....\n.....\n.....\n///'],
  ['a: >-2\n   b # c\nd: e', '......\n........\n....'],
  ['a: | # b\n  c', '.....///\n...'],
  ['a: "b\n  # c\n  d" # e', '...ss\nsssss\nssss.///'],
  ['a: b\n  "c" # d', '....\n......///'],
  ['a: {"b": "c", d: [\'e\', # f\n g]}', '.........sss......sss..///\n....'],
  ['a: &x "b"\nc: !t \'d\'', '......sss\n......sss'],
  ['%TAG ! x # y\n--- # z\n"a"\n...', '.........///\n....///\nsss\n...'],
  ['a: "open # b\nc: d', '............\n....'],
  ['a: "', '....'],
  ['{{ if .x }} # a\nb: "{{ c }}"', '............///\n...sssssssss'],
  ['a: "b\\"c" # d', '...ssssss.///'],
])('%j', (text, picture) => {
  expect(drawn(text, yamlKinds(text))).toBe(picture);
});

it('tells what was put together from values in quotes, keys, comments and blocks', () => {
  const word = fc.constantFrom('a', 'b c', 'it#s', 'x"y', 'd: e', '# f', '- g', 'ü', '{');
  const s = (text: string) => [text, 's'.repeat(text.length)] as const;
  const code = (text: string) => [text, '.'.repeat(text.length)] as const;
  const single = word.map((of) => s(`'${of}'`));
  const double = word.map((of) => s(`"${of.replaceAll('"', '\\"')}"`));
  const block = word.map((of) => code(`|\n    ${of}\n    # no comment`));
  const comment = fc.option(word).map((of): readonly [string, string] => {
    return of === null ? ['', ''] : [` # ${of}`, `.${'/'.repeat(of.length + 2)}`];
  });
  const entry = fc.tuple(
    fc.constantFrom('k: ', '"k k": ', "'#': "),
    fc.oneof(
      fc.tuple(fc.oneof(single, double), comment),
      block.map((of) => [of, ['', '']] as const),
    ),
  );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
      const lines = entries.map(([key, [value, after]]) => ({
        text: `${key}${value[0]}${after[0]}`,
        picture: `${'.'.repeat(key.length)}${value[1]}${after[1]}`,
      }));
      const text = lines.map((one) => one.text).join('\n');
      const expected = lines.map((one) => one.picture).join('.');
      expect(drawn(text, yamlKinds(text)).replaceAll('\n', '.')).toBe(expected);
    }),
    { numRuns: 300 },
  );
});
