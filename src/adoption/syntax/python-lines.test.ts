import fc from 'fast-check';
import { expect, it } from 'vitest';
import { putTogether } from '../../../test/adoption/support/copied.ts';
import { lexPython } from './python-lexer.ts';
import { pythonLines, type FirstLines } from './python-lines.ts';
import type { LogicalLines } from './lexed-python.ts';

const piece = fc.constantFrom(
  ...['x = 1\n', '\n', '# c\n', "'''", '"""\n', '(', ')\n', '\\\n', 'f"{a!r:>{b}}"\n', '\f'],
  ...['def f():\n', '    "doc"\n', "'s'", '  ', 'y = [1,\n 2]\n'.repeat(40)],
  ...['# note\n'.repeat(50), `'''${'text\n'.repeat(120)}'''\n`, `z = 1${' + 1'.repeat(100)}\n`],
);
const content = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
const part = fc.oneof(
  fc.record({ from: fc.nat(9000), length: fc.integer({ min: 1, max: 9000 }) }),
  content.map((insert) => ({ insert })),
);

const offset = fc.oneof(fc.nat(3000), fc.constant(Infinity));

/** Holds that as many lines as are asked for are told, and rightly. */
function expectFirst(found: FirstLines | undefined, bytes: Buffer, upTo: number): FirstLines {
  if (found === undefined) throw new Error('Expected plain lines');
  const lines = (all: LogicalLines) => [...all].map(({ start, end, line }) => [start, end, line]);
  const whole = lines(lexPython(bytes.toString('latin1')).lines);
  expect(lines(found.lines)).toEqual(whole.slice(0, found.lines.length));
  const [next = Infinity] = whole[found.lines.length] ?? [];
  expect(next).toBeGreaterThanOrEqual(found.to);
  expect(found.to).toBeGreaterThan(Math.min(upTo, bytes.length - 1));
  return found;
}

it('are those of the text, as far as they are asked for, whatever parts of it are known', () => {
  fc.assert(
    fc.property(
      content,
      fc.array(part, { maxLength: 6 }),
      fc.array(part, { maxLength: 6 }),
      fc.tuple(offset, offset, offset),
      (first, some, others, [one, two, three]) => {
        let bytes: Buffer = Buffer.from(first);
        let before = expectFirst(pythonLines(bytes, undefined, one), bytes, one);
        for (const [parts, upTo] of [
          [some, two],
          [others, three],
        ] as const) {
          const next = putTogether(bytes, parts);
          ({ bytes } = next);
          const found = pythonLines(bytes, { before, spans: next.spans }, upTo);
          before = expectFirst(found, bytes, upTo);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
