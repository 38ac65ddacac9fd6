import fc from 'fast-check';
import { expect, it } from 'vitest';
import { putTogether } from '../../../test/adoption/support/copied.ts';
import { lexPython } from './python-lexer.ts';
import { pythonLines } from './python-lines.ts';
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

function told(lines: LogicalLines | undefined) {
  return [...(lines ?? [])].map(({ start, end, line }) => [start, end, line]);
}

it('are those of the text, whatever parts of it are known', () => {
  fc.assert(
    fc.property(
      content,
      fc.array(part, { maxLength: 6 }),
      fc.array(part, { maxLength: 6 }),
      (first, some, others) => {
        let bytes = Buffer.from(first, 'latin1');
        let lines = pythonLines(bytes);
        expect(told(lines)).toEqual(told(lexPython(first).lines));
        for (const parts of [some, others]) {
          if (lines === undefined) throw new Error('Expected plain lines');
          const next = putTogether(bytes, parts);
          lines = pythonLines(next.bytes, { lines, spans: next.spans });
          expect(told(lines)).toEqual(told(lexPython(next.bytes.toString('latin1')).lines));
          ({ bytes } = next);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
