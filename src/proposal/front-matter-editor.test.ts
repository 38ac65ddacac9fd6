import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  editFrontMatter,
  editProposal,
  EditRefused,
  type FrontMatterEdit,
} from './front-matter-editor.ts';

const edit = (yaml: string, ...edits: FrontMatterEdit[]) => {
  const text = editFrontMatter(`---\n${yaml}---\n\n## Summary\n`, edits);
  expect(text.startsWith('---\n')).toBe(true);
  expect(text.endsWith('---\n\n## Summary\n')).toBe(true);
  return text.slice(4, -'---\n\n## Summary\n'.length);
};
const set = (path: (string | number)[], value: unknown, order?: string[]): FrontMatterEdit => ({
  path,
  value,
  ...(order === undefined ? {} : { order }),
});

test.each<[string, string, FrontMatterEdit, string]>([
  [
    'a word',
    'status: draft # now\nb: 1\n',
    set(['status'], 'accepted'),
    'status: accepted # now\nb: 1\n',
  ],
  ['single quotes', "a: 'x' # c\n", set(['a'], "it's"), "a: 'it''s' # c\n"],
  ['double quotes', 'a: "x"\n', set(['a'], 'y'), 'a: "y"\n'],
  ['an anchor that nothing repeats', 'a: &x one\n', set(['a'], 'two'), 'a: &x two\n'],
  ['an alias', 'a: &x one\nb: *x # c\n', set(['b'], 'two'), 'a: &x one\nb: two # c\n'],
  ['nothing', 'a:\nb: 1\n', set(['a'], 'x'), 'a: x\nb: 1\n'],
  ['nothing but a comment', 'a: # c\nb: 1\n', set(['a'], 'x'), 'a: x # c\nb: 1\n'],
  ['what needs quotes', 'a: x\n', set(['a'], 'yes: no'), 'a: "yes: no"\n'],
  ['what reads as a number', 'a: x\n', set(['a'], '2026.2'), 'a: "2026.2"\n'],
  ['a folded text', 'a: >- # c\n  one\n  two\n\nb: 1\n', set(['a'], 'x'), 'a: x # c\n\nb: 1\n'],
  [
    'a long text',
    'l:\n  - a: x # c\n    b: 1\n',
    set(['l', 0, 'a'], 'word '.repeat(20).trim()),
    `l:\n  - a: >- # c\n      ${'word '.repeat(18).trim()}\n      word word\n    b: 1\n`,
  ],
  [
    'lines between braces',
    'l: [{ a: 1, b: x }] # c\n',
    set(['l', 0, 'b'], 'y, z'),
    'l: [{ a: 1, b: "y, z" }] # c\n',
  ],
  [
    'an empty list',
    'a: [] # c\nb: 1\n',
    set(['a', 0], { id: 'x', n: 1 }),
    'a: # c\n  - id: x\n    n: 1\nb: 1\n',
  ],
  ['an empty mapping', 'a: {}\n', set(['a', 'b'], 1), 'a:\n  b: 1\n'],
  [
    'a key that is not there yet',
    'a: 1\n# of b\nb: 2\n',
    set(['c', 'd'], 1),
    'a: 1\n# of b\nb: 2\nc:\n  d: 1\n',
  ],
  [
    'a key after those before it',
    'title: t\nstatus: draft # c\n# of b\nlinks: []\n',
    set(['supersededBy'], 2, ['title', 'status', 'supersededBy', 'links']),
    'title: t\nstatus: draft # c\nsupersededBy: 2\n# of b\nlinks: []\n',
  ],
  [
    'another item',
    'l: # c\n    - id: a\n      t: >-\n        x\n\n    # of b\n    - id: b # d\n\nz: 1\n',
    set(['l', 2], { id: 'c' }),
    'l: # c\n    - id: a\n      t: >-\n        x\n\n    # of b\n    - id: b # d\n    - id: c\n\nz: 1\n',
  ],
  [
    'another item of a list set in by nothing',
    'l:\n- a\nz: 1\n',
    set(['l', 1], 'b'),
    'l:\n- a\n- b\nz: 1\n',
  ],
  ['another word between brackets', 'l: [a, b] # c\n', set(['l', 2], 'c'), 'l: [a, b, c] # c\n'],
  ['after a last comma', 'l: [a, b,]\n', set(['l', 2], 'c'), 'l: [a, b, c]\n'],
  [
    'another line between braces',
    'm: {\n    a: 1, # one\n    b: 2, # two\n  }\n',
    set(['m', 'c'], 3),
    'm: {\n    a: 1, # one\n    b: 2, # two\n    c: 3,\n  }\n',
  ],
  [
    'another line between braces without a last comma',
    'm: {\n    a: 1,\n    b: 2 # two\n  }\n',
    set(['m', 'c'], 3),
    'm: {\n    a: 1,\n    b: 2, # two\n    c: 3\n  }\n',
  ],
  [
    'a key out',
    'a: 1\n# of b\nb: >-\n  x\n  y\nc: 3\n',
    set(['b'], undefined),
    'a: 1\n# of b\nc: 3\n',
  ],
  [
    'the first key of an item out',
    'l:\n  - a: 1\n    b: 2\n',
    set(['l', 0, 'a'], undefined),
    'l:\n  - b: 2\n',
  ],
  [
    'an item out',
    'l:\n  - a # x\n  - b # y\n  - c\n',
    set(['l', 1], undefined),
    'l:\n  - a # x\n  - c\n',
  ],
  ['the last item out', 'l: # c\n  - a\nz: 1\n', set(['l', 0], undefined), 'l: [] # c\nz: 1\n'],
  [
    'between braces out',
    'm: { a: 1, b: 2, c: 3 }\n',
    set(['m', 'b'], undefined),
    'm: { a: 1, c: 3 }\n',
  ],
  [
    'the last between braces out',
    'm: { a: 1, b: 2 }\n',
    set(['m', 'b'], undefined),
    'm: { a: 1 }\n',
  ],
  ['what is not there out', 'a: 1\n', set(['b', 'c'], undefined), 'a: 1\n'],
  [
    'a mapping by what differs',
    'l:\n  - a: 1 # one\n    b: 2 # two\n    c: 3 # three\n',
    set(['l', 0], { a: 1, b: 4, d: 5 }),
    'l:\n  - a: 1 # one\n    b: 4 # two\n    d: 5\n',
  ],
  ['a word by a mapping', 'a: x # c\nb: 1\n', set(['a'], { c: 'd' }), 'a: # c\n  c: d\nb: 1\n'],
  ['a mapping by a word', 'a: # c\n  b: 1\nz: 1\n', set(['a'], 'x'), 'a: x # c\nz: 1\n'],
])('%s', (_, before, change, after) => {
  expect(edit(before, change)).toBe(after);
});

test('line ends, a mark before the first line and blanks after the last are kept', () => {
  const text = '\uFEFF--- \r\na: 1 # c\r\nb: >-\r\n  x\r\n---\t\r\n\r\nText.\r\n';
  const edits = [set(['a'], 2), set(['b'], 'y'), set(['c'], { d: 'e' })];
  expect(editFrontMatter(text, edits)).toBe(
    '\uFEFF--- \r\na: 2 # c\r\nb: y\r\nc:\r\n  d: e\r\n---\t\r\n\r\nText.\r\n',
  );
});

test.each<[string, string, FrontMatterEdit, RegExp]>([
  [
    'of what is repeated elsewhere',
    'a: &x one\nb: *x\n',
    set(['a'], 'two'),
    /^a: cannot be changed alone/,
  ],
  [
    'within a repetition',
    'a: &x { b: 1 }\nc: *x\n',
    set(['c', 'b'], 2),
    /^line 3: `\*x` repeats another value/,
  ],
  ['past the end of a list', 'a: [1]\n', set(['a', 2], 2), /^2: the list has 1/],
  ['of a word as a list', 'a: x\n', set(['a', 0], 2), /^0: leads into what is no list/],
  ['of a word as a mapping', 'a: x\n', set(['a', 'b'], 2), /^b: leads into what is no mapping/],
  ['of broken YAML', 'a: x\nb: [\n', set(['a'], 2), /^line \d: /],
  [
    'of keys given twice',
    'a: 1\na: 2\n',
    set(['a'], 2),
    /^line 3: Map keys must be unique: `a`; write each key once$/,
  ],
  [
    'that takes a comment with it',
    'm: {\n  a: 1, # c\n  b: 2\n}\n',
    set(['m', 'a'], undefined),
    /^line 3: a comment/,
  ],
])('an edit %s is refused', (_, yaml, change, why) => {
  const go = () => edit(yaml, change);
  expect(go).toThrow(EditRefused);
  expect(go).toThrow(why);
});

test.each([
  ['without front matter', 'Text.\n', /no front matter/],
  ['whose front matter does not end', '---\na: 1\n', /no front matter/],
  ['of lines that end with CR alone', '---\na: 1\rb: 2\n---\n', /CR alone/],
])('a file %s is refused', (_, text, why) => {
  expect(() => editFrontMatter(text, [set(['a'], 2)])).toThrow(why);
});

test('two edits of one file at once follow each other; what is no UTF-8 stays as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossplan-editor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'index.md');
  await writeFile(path, '---\nl: []\n---\n');
  const add = (n: number) =>
    editProposal(folder, (text) =>
      editFrontMatter(text, [set(['l', (text.match(/ - /g) ?? []).length], n)]),
    );
  await Promise.all([add(1), add(2), add(3)]);
  const written = await readFile(path, 'utf8');
  expect(written.match(/^ {2}- \d$/gm)?.toSorted()).toEqual(['  - 1', '  - 2', '  - 3']);
  const bytes = Buffer.from([...Buffer.from('---\nl: '), 0xff, ...Buffer.from('\n---\n')]);
  await writeFile(path, bytes);
  await expect(add(1)).rejects.toThrow('not UTF-8');
  expect(await readFile(path)).toEqual(bytes);
});
