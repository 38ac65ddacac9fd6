import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceFacts } from './fact.ts';
import { loadGrammars, withTree } from './grammar.ts';
import { kind } from './kind.ts';
import { factsOfLine, pythonFacts } from './python.ts';
import type { LexedPython } from './lexed-python.ts';
import { lexPython } from './python-lexer.ts';

/** One letter per character: code, comment, string, docstring; blanks as they are. */
function kindsOf(text: string): string {
  const { kinds } = lexPython(text);
  return [...kinds]
    .map((one, i) => (/\s/.test(text.charAt(i)) ? ' ' : '.#sd'.charAt(one)))
    .join('');
}

/** All that is told of a text up to an offset. */
function told({ lines, kinds }: LexedPython, to = Infinity) {
  return { lines: [...lines].filter(({ end }) => end <= to), kinds: [...kinds.subarray(0, to)] };
}

describe('lexing Python', () => {
  beforeAll(loadGrammars);

  it.each([
    ["x = 'a'  # b", '. . sss  # #'],
    ["'''a'''", 'ddddddd'],
    ['rb"a" \'b\'', 'ddddd ddd'],
    ["x = '''a\n# b''' + c", '. . ssss s ssss . .'],
    ["def f(): 'a'", '... .... ddd'],
    ["class A: 'a'", '..... .. ddd'],
    ["if a: 'b'", '.. .. sss'],
    ["x['a']", '..sss.'],
    ["f'a{b}c'", 'sss...ss'],
    ["f'{a!r:>{b}}'", 'ss..........s'],
    [`f'{a["b"]}'`, 'ss...sss..s'],
    [`f'{a['b']}'`, 'ss...sss..s'],
    ["f'{{a}}'", 'dddddddd'],
    ["rf'\\{a}'", 'ssss...s'],
    ["f'\\N{DASH}{a}'", 'ssssssssss...s'],
    ["prefix'a'", '......sss'],
    ["'a\\'b'", 'dddddd'],
    ["'open\nx", 'ddddd .'],
    ["x = 'a\\\nb'", '. . sss ss'],
  ])('%j', (text, kinds) => {
    expect(kindsOf(text)).toBe(kinds);
  });

  it('joins lines by brackets and backslashes, not by strings left open', () => {
    const text = "a = (1,\n  # x)\n  2)\nb = 1 + \\\n  2\nc = 'open\nd = '''e\nf'''; g()\n";
    const lines = [...lexPython(text).lines].map(({ start, end, line }) => [
      line,
      text.slice(start, end),
    ]);
    expect(lines).toEqual([
      [1, 'a = (1,\n  # x)\n  2)'],
      [4, 'b = 1 + \\\n  2'],
      [6, "c = 'open"],
      [7, "d = '''e\nf'''; g()"],
    ]);
  });

  it('counts lines that end in CR LF once', () => {
    const text = 'a = 1\r\nb = """x\r\ny"""\r\nc = 1 + \\\r\n  2\r\nd = 4\r\n';
    expect([...lexPython(text).lines].map(({ line }) => line)).toEqual([1, 2, 4, 6]);
  });

  it('gives the same for a later version with an earlier one at hand as without', () => {
    const piece = fc.constantFrom(
      ...['x = 1\n', '\n', '# c\n', "'''", '"""\n', '(', ')\n', '\\\n', 'f"{a!r:>{b}}"\n'],
      ...['def f():\n', '    "doc"\r\n', "'s'", 'é', '\ufeff', '  '],
    );
    const pieces = fc.array(piece, { maxLength: 14 });
    const offset = fc.oneof(fc.nat(60), fc.constant(Infinity));
    const offsets = fc.tuple(offset, offset, offset);
    const edits = fc.array(
      fc.record({ from: fc.nat(14), count: fc.nat(3), put: fc.array(piece, { maxLength: 3 }) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(pieces, edits, pieces, offsets, (earlier, changes, other, [one, two, upTo]) => {
        const later = [...earlier];
        for (const { from, count, put } of changes) later.splice(from, count, ...put);
        const text = later.join('');
        const versions = [lexPython(earlier.join(''), [], one), lexPython(other.join(''), [], two)];
        const whole = lexPython(text);
        expect(whole.to).toBe(text.length);
        const lexed = lexPython(text, versions, upTo);
        expect(lexed.to).toBeGreaterThanOrEqual(Math.min(upTo, text.length));
        expect(told(lexed, lexed.to)).toEqual(told(whole, lexed.to));
        // What is told of its beginning is gone on with.
        expect(told(lexPython(text, [lexed, ...versions]))).toEqual(told(whole));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds in its lines what the grammar finds in the whole program', () => {
    const atom = fc.constantFrom(
      'x',
      'a.b.spawn(1)',
      "f('y', k='z')",
      "'text'",
      'f"{g(1)} {h!r:>{w()}}"',
      '"""long\n# text"""',
      '(\n  m(),  # c\n  2)',
      'lambda: q()',
      '[r(i) for i in s()]',
      "r'\\''",
    );
    const statement = fc.oneof(
      atom,
      atom.map((one) => `y = ${one}`),
      atom.map((one) => `y2 = ${one}; z = 1  # c()`),
      fc.constantFrom(
        'import a, b.c as d',
        'from .e import (f,\n  g as h)',
        'from i import *',
        '# only(comment)',
        'pass',
        'x = 1 + \\\n    t()',
      ),
    );
    const indented = (text: string, by: string) =>
      // Inside brackets and strings the indent is free.
      text === '' ? '' : by + text;
    const block = fc
      .tuple(
        fc.constantFrom(
          ['if p():', 'elif q(1):', 'else:'],
          ['try:', 'except r() as e:', 'finally:'],
          ['for i in s():', 'else:'],
          ['while t(): # c'],
          ['with u() as v, w():'],
          ['@dec(1)\ndef f(a=x(), *b, c: d()=e()) -> g():'],
          ['async def f():'],
          ['class A(base(), metaclass=m()):'],
        ),
        fc.array(statement, { minLength: 1, maxLength: 3 }),
      )
      .map(([heads, body]) =>
        heads
          .map(
            (head) => `${head}\n${body.map((one) => indented(one, '    ')).join('\n')}\n    pass\n`,
          )
          .join(''),
      );
    const program = fc
      .array(fc.oneof(statement, block), { maxLength: 6 })
      .map((parts) => `${parts.join('\n')}\n`);
    fc.assert(
      fc.property(program, (text) => {
        const lexed = lexPython(text);
        const mine: SourceFacts = { imports: [], calls: [] };
        for (const line of lexed.lines) {
          const { imports, calls } = factsOfLine(lexed, line);
          mine.imports.push(...imports);
          mine.calls.push(...calls);
        }
        const whole = withTree('python', text, (root) => {
          expect(root.hasError).toBe(false);
          for (const node of root.descendantsOfType(['comment', 'string_content'])) {
            const what = lexed.kinds[node.startIndex];
            expect([node.type, what === kind.comment]).toEqual([
              node.type,
              node.type === 'comment',
            ]);
            expect(what).not.toBe(kind.code);
          }
          for (const node of root.descendantsOfType('identifier')) {
            expect([node.text, lexed.kinds[node.startIndex]]).toEqual([node.text, kind.code]);
          }
          return pythonFacts(root);
        });
        const sorted = (facts: unknown[]) => facts.map((one) => JSON.stringify(one)).sort();
        expect(sorted(mine.imports)).toEqual(sorted(whole.imports));
        expect(sorted(mine.calls)).toEqual(sorted(whole.calls));
      }),
      { numRuns: 300 },
    );
  });
});
