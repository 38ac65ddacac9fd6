import { expect, test } from 'vitest';
import { editFrontMatter, type FrontMatterEdit } from './front-matter-editor.ts';
import { EditRefused, type YamlPath } from './yaml-places.ts';

/** Longer than a line of the front matter may be. */
const long =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';

/** The front matter, what is set in it, and the front matter after it; undefined takes the value out. */
type Row = [before: string, path: YamlPath, value: unknown, after: string, order?: string[]];

const edit = (yaml: string, change: FrontMatterEdit) => {
  const end = yaml === '' || yaml.endsWith('\n') ? '' : '\n';
  return editFrontMatter(`---\n${yaml}${end}---\nText.\n`, [change]).slice(
    4,
    -'---\nText.\n'.length,
  );
};

test.each<Row>([
  [
    'l:\n  - a # x\n  - b # y\n  - c # z\n',
    ['l'],
    ['a', 'B', 'c', 'd'],
    'l:\n  - a # x\n  - B # y\n  - c # z\n  - d\n',
  ],
  ['l:\n  - a # x\n  - b # y\n  - c # z\n', ['l'], ['a'], 'l:\n  - a # x\n'],
  [
    'l:\n  - k: 1 # x\n    z: [1]\n  - k: 2 # y\n',
    ['l'],
    [{ k: 1, z: [1] }, { k: 3 }],
    'l:\n  - k: 1 # x\n    z: [1]\n  - k: 3 # y\n',
  ],
  ['l: [a, b]\n', ['l'], [], 'l: []\n'],
  ['l: []\n', ['l'], ['a'], 'l:\n  - a\n'],
  ['l:\n  - a\n', ['l'], { a: 1 }, 'l:\n  a: 1\n'],
  ['m:\n  a: 1\n', ['m'], ['a'], 'm:\n  - a\n'],
  ['m:\n  a: 1 # c\n', ['m'], {}, 'm: {}\n'],
  ['m:\n  a: 1\n  b: 2\n', ['m'], { a: 1 }, 'm:\n  a: 1\n'],
  ['m: {a: 1}\n', ['m'], { a: 1 }, 'm: {a: 1}\n'],
  ['a:\nb: 1\n', ['a'], 'x', 'a: x\nb: 1\n'],
  ['a: # c\nb: 1\n', ['a'], 'x', 'a: x # c\nb: 1\n'],
  ['a: # c\nb: 1\n', ['a'], { k: 'v' }, 'a: # c\n  k: v\nb: 1\n'],
  ['a: &n\nb: 1\n', ['a'], 'x', 'a: &n x\nb: 1\n'],
  ['a: !!str\nb: 1\n', ['a'], 'x', 'a: !!str x\nb: 1\n'],
  ['a: ~\n', ['a'], 'x', 'a: x\n'],
  ['l:\n  -\n  - b\n', ['l', 0], 'x', 'l:\n  - x\n  - b\n'],
  ['l:\n  - # c\n  - b\n', ['l', 0], 'x', 'l:\n  - x # c\n  - b\n'],
  ['l:\n  -\n  - b\n', ['l', 0], { k: 1 }, 'l:\n  - k: 1\n  - b\n'],
  ['l:\n  - a\n  - b\n', ['l', 0], { k: 1, j: 2 }, 'l:\n  - k: 1\n    j: 2\n  - b\n'],
  ['l:\n  - - a\n    - b\n  - c\n', ['l', 0, 1], 'x', 'l:\n  - - a\n    - x\n  - c\n'],
  ['l:\n  - - a\n    - b\n  - c\n', ['l', 1], 'x', 'l:\n  - - a\n    - b\n  - x\n'],
  ['l:\n  - - a\n    - b\n  - c\n', ['l', 0], undefined, 'l:\n  - c\n'],
  [
    'l:\n  - a: |\n      - no\n      - no\n\n  # of b\n  - b\n  - c\n',
    ['l', 1],
    undefined,
    'l:\n  - a: |\n      - no\n      - no\n\n  # of b\n  - c\n',
  ],
  [
    'l:\n  - a: |\n      - no\n      - no\n\n  # of b\n  - b\n  - c\n',
    ['l', 1],
    'z',
    'l:\n  - a: |\n      - no\n      - no\n\n  # of b\n  - z\n  - c\n',
  ],
  [
    'l:\n  - a:\n      - x\n      - y\n  -\n  - c\n',
    ['l', 1],
    'z',
    'l:\n  - a:\n      - x\n      - y\n  - z\n  - c\n',
  ],
  ['a: >- # note\n  x\n  y\nb: 1\n', ['a'], 'z', 'a: z # note\nb: 1\n'],
  [
    'a: | # note\n  x\nb: 1\n',
    ['a'],
    long,
    'a: >- # note\n  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\n  sixteen\nb: 1\n',
  ],
  ['a: |\n  x\n\nb: 1\n', ['a'], 'one\ntwo\n', 'a: |\n  one\n  two\n\nb: 1\n'],
  ['a: | # note\n  x\nb: 1\n', ['a'], { k: 'v' }, 'a: # note\n  k: v\nb: 1\n'],
  ['a:   |\n  x\nb: 1\n', ['a'], ['v'], 'a:\n  - v\nb: 1\n'],
  [
    'l:\n  - |\n    x\n  - b\n',
    ['l', 0],
    long,
    'l:\n  - >-\n    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\n    sixteen\n  - b\n',
  ],
  [
    'a: x # note\nb: 1\n',
    ['a'],
    long,
    'a: >- # note\n  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\n  sixteen\nb: 1\n',
  ],
  ['a: x\nb: 1\n', ['a'], 'one\n\ntwo', 'a: |-\n  one\n\n  two\nb: 1\n'],
  [
    'm:\n    a: x # note\nb: 1\n',
    ['m', 'a'],
    'one\n\ntwo\n',
    'm:\n    a: | # note\n      one\n\n      two\nb: 1\n',
  ],
  ['a: x\n  y\nb: 1\n', ['a'], 'z', 'a: z\nb: 1\n'],
  ['m:\n  a:\n    b: 1\n  # c\n  d: 2\n', ['m', 'a'], 'x', 'm:\n  a: x\n  # c\n  d: 2\n'],
  ['m:\n  a:\n    b: 1\n  # c\n  d: 2\n', ['m', 'a'], ['x'], 'm:\n  a:\n    - x\n  # c\n  d: 2\n'],
  ['m: x\nz: 1', ['m'], { a: 1 }, 'm:\n  a: 1\nz: 1\n'],
  ['m: x', ['m'], 'y', 'm: y\n'],
  ['', ['a'], 1, 'a: 1\n'],
  ['# only a comment\n', ['a'], { b: 1 }, '# only a comment\na:\n  b: 1\n'],
  ['a: 1', ['b'], 2, 'a: 1\nb: 2\n'],
  ['m:\n', ['m', 'a'], 1, 'm:\n  a: 1\n'],
  ['m: ~\n', ['m', 'a'], 1, 'm:\n  a: 1\n'],
  ['m: {}\n', ['m', 'a'], 1, 'm:\n  a: 1\n'],
  ['m: []\n', ['m', 0], 'x', 'm:\n  - x\n'],
  ['m:\n', ['m', 0], 'x', 'm:\n  - x\n'],
  ['m:\n', ['m', 'a', 'b'], 1, 'm:\n  a:\n    b: 1\n'],
  ['l:\n  - {}\n', ['l', 0, 'a'], 1, 'l:\n  - a: 1\n'],
  ['m: { n: { a: 1 } }\n', ['m', 'n', 'b'], 2, 'm: { n: { a: 1, b: 2 } }\n'],
  ['m: { n: [a] }\n', ['m', 'n', 1], 'b', 'm: { n: [a, b] }\n'],
  ['m: {a: 1 , }\n', ['m', 'b'], 2, 'm: {a: 1 , b: 2 }\n'],
  ['m: {\n  a: 1\n  ,\n}\n', ['m', 'b'], 2, 'm: {\n  a: 1\n  ,\n  b: 2,\n}\n'],
  ['m: [\n  a,\n  b\n]\n', ['m', 2], 'c', 'm: [\n  a,\n  b,\n  c\n]\n'],
  ['m: [\n  a, b]\n', ['m', 2], 'c', 'm: [\n  a, b, c]\n'],
  [
    'm: { a: 1 }\n',
    ['m', 'b c: d'],
    ['x, y', { k: "it's" }],
    'm: { a: 1, "b c: d": [ "x, y", { k: it\'s } ] }\n',
  ],
  ['m: { a: 1 }\n', ['m', 'b'], 'one\ntwo', 'm: { a: 1, b: "one\\ntwo" }\n'],
  [
    'm: { a: x }\n',
    ['m', 'a'],
    long,
    'm: { a: one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen }\n',
  ],
  ['m: [\n  a,\n  b # c\n  ]\n', ['m', 2], 'c', 'm: [\n  a,\n  b, # c\n  c\n  ]\n'],
  ['m: {a: , b: 1}\n', ['m', 'a'], 1, 'm: {a: 1 , b: 1}\n'],
  ['m: [{a: 1}]\n', ['m', 0, 'b'], 2, 'm: [{a: 1, b: 2}]\n'],
  ['m: [\'a\', "b"]\n', ['m', 1], 'c', 'm: [\'a\', "c"]\n'],
  ['d: 1\na: 2\nc: 3\n', ['b'], 9, 'd: 1\na: 2\nb: 9\nc: 3\n', ['a', 'b', 'c', 'd']],
  ['c: 3\nd: 1\n', ['b'], 9, 'c: 3\nd: 1\nb: 9\n', ['a', 'b', 'c', 'd']],
  ['a: 1\nx: 2\n', ['y'], 9, 'a: 1\nx: 2\ny: 9\n', ['a', 'b']],
  ['c: 1\nb: 2\na: 3\nz: 1\n', ['d'], 9, 'c: 1\nd: 9\nb: 2\na: 3\nz: 1\n', ['a', 'b', 'c', 'd']],
  ['m: { a: 1, b: 2 }\n', ['m', 'a'], undefined, 'm: { b: 2 }\n'],
  ['m: { a: 1 }\n', ['m', 'a'], undefined, 'm: {}\n'],
  ['m: [1, 2, 3]\n', ['m', 2], undefined, 'm: [1, 2]\n'],
  ['m: [1, 2, 3]\n', ['m', 0], undefined, 'm: [2, 3]\n'],
  ['m: [1, 2,\n  3]\n', ['m', 2], undefined, 'm: [1, 2]\n'],
  ['l:\n  - a: 1\n', ['l', 0, 'a'], undefined, 'l:\n  - {}\n'],
  ['l:\n  - a: 1\n    b: 2\n', ['l', 0, 'b'], undefined, 'l:\n  - a: 1\n'],
  ['l:\n  - - a\n    - b\n', ['l', 0, 0], undefined, 'l:\n  - - b\n'],
  ['l:\n  - - a\n    - b\n', ['l', 0, 1], undefined, 'l:\n  - - a\n'],
  ['a: 1\nb:\n  c: 1\n  d:\n    - x\n# end\n', ['b'], undefined, 'a: 1\n# end\n'],
  ['a: 1\nb:\nc: 2\n', ['b'], undefined, 'a: 1\nc: 2\n'],
  ['l: [1]\n', ['l', 5], undefined, 'l: [1]\n'],
  ['l: [1]\n', ['l', 'x'], undefined, 'l: [1]\n'],
  ["a: 'x'\n", ['a'], 'y', "a: 'y'\n"],
  ['a: "x"\n', ['a'], 'y', 'a: "y"\n'],
  [
    "a: 'x'\n",
    ['a'],
    long,
    'a: >-\n  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\n  sixteen\n',
  ],
  ["a: 'x'\n", ['a'], 'a\nb', 'a: |-\n  a\n  b\n'],
  ["a: 'x'\n", ['a'], { x: 'x' }, 'a:\n  x: x\n'],
  [
    "a: 'x'\n",
    ['a'],
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    "a: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'\n",
  ],
  [
    "a: 'x'\n",
    ['a'],
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'a: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n',
  ],
  ["a: 'x'\n", ['a'], 3, 'a: 3\n'],
  ['a: x\n', ['a'], '', 'a: ""\n'],
  ['a: x\n', ['a'], '  #', 'a: "  #"\n'],
  [
    'a: x\n',
    ['a'],
    [
      'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy z',
      'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy z',
    ],
    'a:\n  - >-\n    yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy z\n  - yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy z\n',
  ],
  ['a: x\n', ['a'], { 'k\nl': 'v' }, 'a:\n  "k\\nl": v\n'],
  [
    'a: x\n',
    ['a'],
    {
      'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk b':
        'v',
    },
    'a:\n  kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk b: v\n',
  ],
  ['"a": 1 # c\n', ['a'], 2, '"a": 2 # c\n'],
  ['1: x\n', ['1'], 'y', '1: y\n'],
  ['a : 1\n', ['a'], 2, 'a : 2\n'],
  ['"a:b": 1\n', ['a:b'], 2, '"a:b": 2\n'],
])('%j: %j set to %j', (before, path, value, after, order = []) => {
  expect(edit(before, { path, value, order })).toBe(after);
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const [start, end] = [crlf('---\n'), crlf('---\nText.\n')];
  const inner = crlf(before === '' || before.endsWith('\n') ? before : `${before}\n`);
  const edited = editFrontMatter(`${start}${inner}${end}`, [{ path, value, order }]);
  expect(edited).toBe(`${start}${crlf(after)}${end}`);
});

test.each<Row>([
  ['m: {a}\n', ['m', 'a'], 1, 'm.a: cannot be changed alone here; change it by hand'],
  [
    'a: 1\n? [x]\n: 2\n',
    ['b'],
    9,
    'line 3: a key is no word, but a list, a mapping or an alias; write a word before the colon',
    ['a', 'b'],
  ],
  [
    'm: { a: 1 # c\n  , b: 2 }\n',
    ['m', 'b'],
    undefined,
    'line 2: a comment stands beside what would go',
  ],
  [
    'l:\n  - a: 1\n    # of b\n    b: 2\n',
    ['l', 0, 'a'],
    undefined,
    'line 3: a comment stands beside what would go',
  ],
  ['a: 1\n', [], undefined, ': cannot be changed alone here; change it by hand'],
  [
    'a: &x\n  b: 1\nc:\n  <<: *x\n',
    ['a', 'b'],
    2,
    'a.b: cannot be changed alone here; change it by hand',
  ],
  ['a: &x [1]\nb: *x\n', ['b'], [2], 'line 3: `*x` repeats another value; write it out'],
  ['a: &x\n  b: 1\nd: 2\n', ['a'], 'w', 'a: cannot be changed alone here; change it by hand'],
  [
    'a: x: y\n',
    ['a'],
    1,
    'line 2: Nested mappings are not allowed in compact mappings; put a text that holds a colon and a space in quotes, or indent the line like those beside it',
  ],
  ['a: 1\n', ['a', 'b', 'c'], 2, 'b: leads into what is no mapping'],
  ['a: [x]\n', ['a', 'b'], 2, 'b: leads into what is no mapping'],
  ['a: {x: 1}\n', ['a', 0], 2, '0: leads into what is no list'],
])('%j: %j is not set to %j', (before, path, value, why, order = []) => {
  const go = () => edit(before, { path, value, order });
  expect(go).toThrow(EditRefused);
  expect(go).toThrow(why);
});
