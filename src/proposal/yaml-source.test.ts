import { describe, expect, test } from 'vitest';
import { formatProblem, mostFaults } from '../ground/problem.ts';
import { YamlSource } from './yaml-source.ts';

describe('YAML with the place of every value', () => {
  const source = new YamlSource('f.yaml', 'a:\n  - b: 1\n    c: 2\nd: {e: 3}\n', 1);

  test.each<[string, (string | number)[], string | undefined, number, number]>([
    ['a value', ['a', 0, 'c'], undefined, 4, 8],
    ['a value in brackets', ['d', 'e'], undefined, 5, 8],
    ['a key', ['a', 0], 'c', 4, 5],
    ['the nearest around what is not there', ['a', 0, 'x', 'y'], undefined, 3, 5],
    ['the map whose key is not there', ['a', 0], 'x', 3, 5],
    ['no key of the nearest around what is not there', ['a', 0, 'x'], 'c', 3, 5],
    ['the whole', [], undefined, 2, 1],
  ])('%s', (_, path, key, line, column) => {
    expect(source.position(path, key)).toEqual({ line, column });
  });

  test('what was read elsewhere has the same value, faults and places', () => {
    const text = 'a: 1\na: 2\nb: [x, y]\n';
    const here = new YamlSource('f.yaml', text, 2);
    const there = new YamlSource('f.yaml', text, 2, structuredClone(here.plain()));
    expect(there.plain()).toEqual(here.plain());
    expect(there.problems).toHaveLength(1);
    expect(there.position(['b', 1])).toEqual({ line: 5, column: 8 });
    expect(there.position(['a'])).toEqual(here.position(['a']));
  });

  test('an empty file begins at its first line', () => {
    expect(new YamlSource('f.yaml', '', 3).position(['a'])).toEqual({ line: 4, column: 1 });
  });

  test('a problem has the file, the place, the rule, what is wrong and what to do', () => {
    expect(source.problem(['d', 'e'], 'schema', 'wrong', 'do that')).toEqual({
      file: 'f.yaml',
      line: 5,
      column: 8,
      message: 'wrong',
      hint: 'do that',
      code: 'schema',
    });
  });

  const faults = (text: string) => new YamlSource('f.yaml', text).problems.map(formatProblem);

  test('what is no YAML has no value, and is told where it is wrong', () => {
    expect(new YamlSource('f.yaml', 'a: [').value).toBeUndefined();
    expect(faults('a: 1\nb: [')[0]).toMatch(/^f\.yaml:2:5 {2}.+ {2}mend the YAML first$/);
    expect(new YamlSource('f.yaml', 'a: 1').value).toEqual({ a: 1 });
    expect(new YamlSource('f.yaml', 'a: 1\nb: [').value).toBeUndefined();
  });

  const quote =
    'put a text that holds a colon and a space in quotes, or indent the line like those beside it';
  test.each([
    ['a colon in a text', 'title: a: b\nc: 1\n', [`1:8 ${quote}`]],
    ['two of them', 'title: a: b\nc: d: e\n', [`1:8 ${quote}`, `2:4 ${quote}`]],
    ['a line too far in', 'a: x\n b: 1\n', [`1:4 ${quote}`]],
    [
      'a colon within brackets',
      'a: [b: c: d]\n',
      ['1:8 put a text that holds a colon and a space in quotes'],
    ],
    ['a text that begins with a mark of YAML', 'a: @b\n', ['1:4 put the text in quotes']],
    [
      'tabs, and nothing of what follows from them',
      'a:\n\t- b: 1\n\t  c: 2\nd: e: f\n',
      ['2:1 indent with spaces', '3:1 indent with spaces'],
    ],
    ['what has no remedy of its own', 'a: 1\nb: [', ['2:5 mend the YAML first']],
  ])('%s is told once a line, with what to do', (_, text, told) => {
    const problems = new YamlSource('f.yaml', text).problems;
    expect(problems.map(({ line, column, hint }) => `${line}:${column} ${hint}`)).toEqual(told);
  });

  test('a key written twice is told at the second, in maps of both forms, at any depth', () => {
    expect(faults('a: {b: 1, b: 2}\nc:\n  d: 1\n  d: 2\na: 3\n').sort()).toEqual([
      'f.yaml:1:11  Map keys must be unique: `b`  write each key once',
      'f.yaml:4:3  Map keys must be unique: `d`  write each key once',
      'f.yaml:5:1  Map keys must be unique: `a`  write each key once',
    ]);
  });

  test('an anchor may be repeated, but not within itself', () => {
    expect(new YamlSource('f.yaml', 'a: &x [1]\nb: *x\n').value).toEqual({ a: [1], b: [1] });
    expect(faults('a: &x\n  b: *x\n')).toEqual([
      'f.yaml:2:6  `*x` stands within what it repeats  write the values out',
    ]);
    expect(faults('a: *nowhere\n')[0]).toMatch(/Unresolved alias/);
  });

  test('brackets count from each key of the first column anew, and not within quotes', () => {
    const deep = (n: number) => `a: ${'['.repeat(n)}${']'.repeat(n)}\n`;
    expect(faults(deep(64))).toEqual([]);
    expect(faults(deep(65))).toEqual(['f.yaml:1:1  nested too deeply  at most 64 levels are read']);
    expect(faults(`x: a${' [b'.repeat(40)}\ny: a${' [b'.repeat(40)}\n`)).toEqual([]);
    expect(faults(`x: '${'['.repeat(99)}'\ny: "\\"${'{'.repeat(99)}"\n`)).toEqual([]);
  });

  test.each([
    ['brackets', `a: 1\nb: ${'['.repeat(65)}`, 2],
    ['braces', `b: ${'{x: '.repeat(65)}`, 1],
    ['brackets that open on lines of their own', `a:\n${'  - [ x,\n'.repeat(65)}`, 66],
    ['dashes', `${'- '.repeat(33)}a`, 1],
    ['dashes with room between them', `  ${'-  '.repeat(33)}a`, 1],
    ['marks of keys', `${'? '.repeat(33)}a`, 1],
    ['indentation', `a:\n${' '.repeat(129)}b: 1`, 2],
    ['indentation by dashes', `a:\n${' '.repeat(100)}${'- '.repeat(15)}b`, 2],
  ])(
    'what nests too deeply by %s is told at its line, front matter’s own line added',
    (_, text, line) => {
      expect(new YamlSource('f.yaml', text, 3).problems).toEqual([
        {
          file: 'f.yaml',
          line: line + 3,
          column: 1,
          message: 'nested too deeply',
          hint: 'at most 64 levels are read',
          code: 'yaml',
        },
      ]);
    },
  );

  test.each([
    ['brackets that closed before', `a:\n${'  - [ x ]\n'.repeat(99)}`],
    ['dashes of the limit', `${'- '.repeat(32)}a`],
    ['indentation of the limit', `a:\n${' '.repeat(128)}b: 1`],
    ['dashes behind a word', `a: x ${'- '.repeat(40)}`],
  ])('no limit is passed by %s', (_, text) => {
    expect(new YamlSource('f.yaml', text).problems).toEqual([]);
  });

  const placed = (text: string) =>
    new YamlSource('f.yaml', text).problems.map(({ line, column, message, hint, code }) => [
      `${line}:${column}`,
      message,
      hint,
      code,
    ]);

  test('a key that is no word, or that JavaScript keeps for itself, is told at its place', () => {
    const noWord = 'a key is no word, but a list, a mapping or an alias';
    expect(placed('a: 1\n? [b]\n: 2\n')).toEqual([
      ['2:3', noWord, 'write a word before the colon', 'yaml'],
    ]);
    expect(placed('a: &x b\n*x : 2\n')).toEqual([
      ['2:1', noWord, 'write a word before the colon', 'yaml'],
    ]);
    expect(placed('a: { __proto__: 1 }\n')).toEqual([
      ['1:6', 'the key `__proto__` is not read', 'choose another name', 'schema'],
    ]);
    const long = 'k'.repeat(80);
    expect(placed(`${long}: 1\n${long}: 2\n`)).toEqual([
      [
        '2:1',
        `Map keys must be unique: \`${long.slice(0, 60)}\``,
        'write each key once',
        'duplicate-id',
      ],
    ]);
  });

  test('so many aliases are read, and no more; nor what they multiply to', () => {
    const aliases = (count: number) => `a: &x 1\nb: [${'*x, '.repeat(count)}]\n`;
    expect(placed(aliases(99))).toEqual([]);
    expect(placed(aliases(102))).toEqual([
      [`2:${5 + 4 * 100}`, 'more than 100 aliases', 'write the values out', 'yaml'],
    ]);
    const ten = (name: string) => `[${`*${name}, `.repeat(10)}]`;
    expect(placed(`a: &a [1, 1]\nb: &b ${ten('a')}\nc: &c ${ten('b')}\nd: ${ten('c')}\n`)).toEqual([
      ['1:1', expect.stringMatching(/^Excessive alias count/), 'write the values out', 'yaml'],
    ]);
    expect(placed('a: &x\n  b: *x\n')).toMatchObject([{ 3: 'yaml' }]);
  });

  test('of what is no YAML so many faults are told, not more', () => {
    expect(placed('a: b: c\n'.repeat(2 * mostFaults))).toHaveLength(mostFaults);
  });

  test('of one file so many faults are told, not more', () => {
    const keys = 'a: 1\n'.repeat(3 * mostFaults);
    expect(faults(keys)).toHaveLength(mostFaults);
  });
});
