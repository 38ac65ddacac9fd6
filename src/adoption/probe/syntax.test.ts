import { expect, it, vi } from 'vitest';
import { sourceFile } from '../../../test/adoption/support/source-file.ts';
import { syntaxProbeSchema, type Pattern } from '../../proposal/syntax-probe.ts';
import { patternFinder } from '../pattern/pattern-finder.ts';
import { syntaxMatcher } from './syntax.ts';

const matcher = (language: string, pattern: Pattern) =>
  syntaxMatcher(syntaxProbeSchema.parse({ kind: 'syntax', title: 'x', language, pattern }));

function found(language: string, pattern: Pattern, path: string, text: string) {
  const { hits, fault } = matcher(language, pattern).match(sourceFile(path, text));
  expect(hits.every((hit) => hit.in === 'code')).toBe(true);
  const why = fault === undefined ? [] : [`${fault.code}: ${fault.message}`];
  return [...hits.map(({ line }) => line), ...why];
}

const mebibyte = 1024 * 1024;
const inMarkup = 'language: holds what is looked for in its markup, which is not read';

it.each<[what: string, language: string, Pattern, path: string, text: string, unknown[]]>([
  ['each match', 'python', 'f($A)', 'a.py', 'f(1)\nx\nf(2)\n', [1, 3]],
  ['nothing', 'python', 'f($A)', 'a.py', 'g(1)\n', []],
  [
    'no file of another language',
    'python',
    'f($A)',
    'a.go',
    'f(1)',
    ['language: holds what is looked for, but is not read as python'],
  ],
  ['a script in markup', 'javascript', 'f($A)', 'a.vue', '<p />\n<script>\nf(1)\n</script>', [3]],
  [
    'a script alone in markup that has it too',
    'javascript',
    'f($A)',
    'a.vue',
    '<p @click="f(1)" />\n<script>\nf(1)\n</script>',
    [3, inMarkup],
  ],
  [
    'by the grammar of the file',
    'typescript',
    'old<$T>($$$)',
    'a.tsx',
    'x = <B c={old<D>(1)} />\n',
    [1],
  ],
  ['C++ in a file of C', 'cpp', '$X.f()', 'a.h', 'auto g = [] { return a.f(); };\n', [1]],
  ['the largest', 'python', 'f($A)', 'a.py', `f(1)\n${'#'.repeat(mebibyte - 5)}`, [1]],
  [
    'nothing in a larger one',
    'python',
    'f($A)',
    'a.py',
    `f(1)\n${'#'.repeat(1.5 * mebibyte)}`,
    ['parser: 1.5 MiB, not parsed: at most 1 MiB of source is'],
  ],
  [
    'what stands before the grammar lost its way',
    'python',
    'f.spawn($A)',
    'a.py',
    'f.spawn(1)\n\n\nclass (: f.spawn 2 = = \n',
    [1, 'parser: its syntax cannot be followed from line 4 on'],
  ],
  [
    'no kind that the grammar has not',
    'python',
    { context: 'f(1)', selector: 'nothing' },
    'a.py',
    'f(1)\n',
    [expect.stringMatching(/^parser: .*nothing.*invalid/s)],
  ],
])('a syntax probe finds %s', (_what, language, pattern, path, text, expected) => {
  expect(found(language, pattern, path, text)).toEqual(expected);
});

it('says so where a file took too long', () => {
  // What the finder answers then: test/adoption/syntax.test.ts lets it take too long.
  const find = vi.spyOn(patternFinder(), 'find').mockReturnValue(undefined);
  try {
    expect(found('python', 'f($A)', 'a.py', 'f(1)\n')).toEqual([
      'parser: took more than 10 s of parsing',
    ]);
    expect(find).toHaveBeenCalledWith({
      language: 'python',
      text: 'f(1)\n',
      pattern: 'f($A)',
      words: ['f'],
    });
  } finally {
    find.mockRestore();
  }
});
