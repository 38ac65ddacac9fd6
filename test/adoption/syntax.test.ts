import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { patternFault } from '../../src/adoption/pattern/pattern-fault.ts';
import { PatternFinder } from '../../src/adoption/pattern/pattern-finder.ts';
import { patternSchema, type Pattern } from '../../src/proposal/syntax-probe.ts';
import { look } from './support/look.ts';

const asked = (language: string, pattern: Pattern) => ({ kind: 'syntax', language, pattern });
const inCode = (selector: string, context: string) => ({ context, selector });

describe('a syntax probe', () => {
  const python = `import eventlet
eventlet.monkey_patch()
if eventlet.monkey_patch(
    os=False,  # why
):
    eventlet . monkey_patch(os = False, **rest)
# eventlet.monkey_patch()
x = "eventlet.monkey_patch()"
eventlet.monkey_patch
other.eventlet.monkey_patch()
`;
  it.each<[string, string, Pattern, string, number[]]>([
    ['python', 'a.py', 'eventlet.monkey_patch($$$)', python, [2, 3, 6]],
    ['python', 'a.py', 'eventlet.monkey_patch($A)', python, [3]],
    ['python', 'a.py', '$X.monkey_patch()', python, [2, 10]],
    ['python', 'a.py', 'f($A, $A)', 'f(1, 2)\nf(x.y, x.y)\n', [2]],
    [
      'python',
      'a.py',
      inCode('decorator', '@retry($$$)\ndef f(): pass'),
      '@retry(2)\n@retry\ndef g(): return 1\nretry(2)\n',
      [1],
    ],
    ['javascript', 'a.js', 'fs.readFile($$$, done)', 'fs.readFile(a, done)\nfs.readFile()\n', [1]],
    ['typescript', 'a.ts', 'let $X: Promise<$T>', 'let x: Promise<void>\nlet y: void\n', [1]],
    ['typescript', 'a.tsx', 'useOld<$T>($$$)', 'const a = <B c={useOld<D>(1)} />\n', [1]],
    ['tsx', 'a.tsx', '<Old $$$/>', '<Older />;\n<Old />\n', [2]],
    [
      'go',
      'a.go',
      inCode('call_expression', 'func f() { ioutil.ReadFile($X) }'),
      'package a\nfunc f() {\n\tx, _ := ioutil.ReadFile("a") // ioutil.ReadFile(b)\n}\n',
      [3],
    ],
    [
      'java',
      'A.java',
      'Assert.assertThat($$$)',
      'class A { void f() { Assert.assertThat(1); } }',
      [1],
    ],
    ['kotlin', 'a.kt', 'runBlocking { $$$ }', 'fun f() {\n  runBlocking { g() }\n}\n', [2]],
    ['rust', 'a.rs', '$X.unwrap()', 'fn f() {\n  a.b().unwrap();\n  unwrap();\n}\n', [2]],
    [
      'c',
      'a.c',
      inCode('call_expression', 'int f() { return gets($X); }'),
      'int f() {\n  gets(a);\n  return 1 + gets(b);\n}\n',
      [2, 3],
    ],
    [
      'cpp',
      'a.hpp',
      inCode('call_expression', 'void f() { std::bind($$$); }'),
      'void f() {\n  auto g = std::bind(h, 1);\n}\n',
      [2],
    ],
    ['csharp', 'A.cs', '$X.Result', 'class A { int F() { return t.Result; } }', [1]],
  ])('%s in %s: %j', async (language, path, pattern, text, lines) => {
    const found = await look(asked(language, pattern), { [path]: text });
    expect(found).toEqual(lines.map((line) => `${path}:${line} code`));
    expect(patternFault(patternSchema.parse(pattern), language as 'c')).toBeUndefined();
  });

  it('looks at the files of its language alone, scripts among them', async () => {
    const text = 'f(1)\n';
    const files = { 'a.py': text, 'bin/a': `#!/usr/bin/python3\n${text}`, 'bin/b': text };
    expect(await look(asked('python', 'f($A)'), { ...files, 'a.js': text })).toEqual([
      'a.py:1 code',
      'bin/a:2 code',
    ]);
    expect(await look({ ...asked('python', 'f($A)'), include: ['*'] }, { 'a.js': text })).toEqual([
      'a.js: language',
    ]);
    expect(await look(asked('python', 'f($A)'), { 'tests/a.py': text })).toEqual([
      'tests/a.py:1 tests',
    ]);
  });

  it('says where it lost the way, and what it does not parse', async () => {
    const probe = asked('python', 'eventlet.spawn($$$)');
    const lost = 'eventlet.spawn(1)\n\n\nclass (: eventlet.spawn 2 = = \n';
    expect(await look(probe, { 'a.py': lost })).toEqual(['a.py:1 code', 'a.py: parser']);
    const elsewhere = 'eventlet.spawn(1)\n\n\nclass (: 2 = = \n';
    expect(await look(probe, { 'a.py': elsewhere })).toEqual(['a.py:1 code']);
    const large = `eventlet.spawn()\n${'#'.repeat(1024 * 1024)}`;
    expect(await look(probe, { 'a.py': large })).toEqual(['a.py: parser']);
    const unknown = inCode('nothing', 'eventlet.spawn()');
    expect(await look(asked('python', unknown), { 'a.py': 'eventlet.spawn()' })).toEqual([
      'a.py: parser',
    ]);
  });
});

describe('a pattern', () => {
  it.each([
    ['go', 'ioutil.ReadFile($X)', 'call_expression'],
    ['go', 'ioutil.ReadFile($$$)', 'call_expression'],
    ['c', 'gets($X)', 'call_expression'],
    ['cpp', 'std::move($X)', 'call_expression'],
  ])(
    'that %s reads as something else is refused, with the way to say it',
    (language, pattern, kind) => {
      const fault = patternFault(pattern, language as 'c');
      expect(fault?.why).toContain(`where it is a \`${kind}\``);
      const said: unknown = parse((fault?.hint ?? '').replace(/^write /, ''));
      expect(said).toEqual({ context: expect.stringContaining(pattern) as string, selector: kind });
      expect(patternFault(patternSchema.parse(said), language as 'c')).toBeUndefined();
    },
  );

  it.each<[string, Pattern, RegExp]>([
    ['python', '@retry', /no whole piece of python/],
    ['python', 'a b', /Multiple/],
    ['javascript', 'f($$$, $LAST)', /does not find the code that it shows/],
    ['go', inCode('call_expression', 'func f() { a.g($$$, $X) }'), /does not find the code/],
    ['java', '@Test', /no whole piece of java/],
    ['python', inCode('call', 'x = 1'), /matches no node/],
    ['python', inCode('nothing', 'x = 1'), /`nothing` is invalid/],
    ['go', inCode('call_expression', 'func f( { g($X) }'), /the context is no code of go/],
  ])('%s: %j is refused', (language, pattern, why) => {
    expect(patternFault(pattern, language as 'c')?.why).toMatch(why);
  });
});

it('what takes too long is given up, and the next file is read by another thread', () => {
  const finder = new PatternFinder({ limitMs: 40 });
  const find = (text: string) =>
    finder.find({ language: 'python', pattern: 'f($A)', words: ['f'], text });
  const endless = `x = ${'('.repeat(150_000)}f(1)`;
  expect(find(endless)).toBeUndefined();
  expect(
    new PatternFinder().find({ language: 'python', pattern: 'f($A)', words: ['f'], text: 'f(1)' }),
  ).toEqual({ lines: [1] });
  expect([find(endless), find(endless), find('f(1)')]).toEqual([undefined, undefined, undefined]);
});
