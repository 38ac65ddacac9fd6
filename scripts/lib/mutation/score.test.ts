import { expect, test } from 'vitest';
import { onlyAsked, percent, scoresOf, type MutationReport } from './score.ts';

const mutant = (status: string, line: number, replacement: string) => ({
  status,
  mutatorName: 'ConditionalExpression',
  replacement,
  location: { start: { line, column: 1 } },
});

const report: MutationReport = {
  files: {
    'src/status/a.ts': {
      source: '  if (a) b();\n  c();\n',
      mutants: [
        mutant('Killed', 1, 'true'),
        mutant('Timeout', 1, 'false'),
        mutant('Survived', 2, '{}'),
        mutant('Ignored', 2, 'x'),
      ],
    },
    'src/proposal/b.ts': { source: 'd();\n', mutants: [mutant('NoCoverage', 1, '{}')] },
  },
};
const folders = ['src/status', 'src/proposal', 'src/review'];

test('killed and timed out mutants count for a folder, survivors and uncovered ones against it', () => {
  const scores = scoresOf(report, folders, []);
  expect(scores.folders.map((one) => [one.name, percent(one)])).toEqual([
    ['src/status', 66.7],
    ['src/proposal', 0],
  ]);
  expect(scores.survivors).toEqual([
    {
      file: 'src/status/a.ts',
      line: 2,
      text: 'c();',
      mutator: 'ConditionalExpression',
      replacement: '{}',
      uncovered: false,
    },
    expect.objectContaining({ file: 'src/proposal/b.ts', uncovered: true }),
  ]);
});

test('a survivor that the list names counts for nothing, by file, line and replacement', () => {
  const entry = { file: 'src/status/a.ts', line: 'c();', replacement: '{}', reason: 'it logs' };
  const scores = scoresOf(report, folders, [entry]);
  expect(scores.files[0]).toEqual({
    name: 'src/status/a.ts',
    killed: 2,
    survived: 0,
    harmless: 1,
  });
  for (const other of [{ replacement: 'c' }, { line: 'e();' }, { file: 'src/proposal/b.ts' }]) {
    expect(scoresOf(report, folders, [{ ...entry, ...other }]).files[0]?.survived).toBe(1);
  }
});

test('an entry that excuses nothing is out of date, unless its file was not mutated', () => {
  const gone = { file: 'src/status/a.ts', line: 'gone();', reason: '' };
  const elsewhere = { file: 'src/status/z.ts', line: 'z();', reason: '' };
  expect(scoresOf(report, folders, [gone, elsewhere]).outOfDate).toEqual([gone]);
});

test('of what is remembered only the part is shown that was asked about', () => {
  const files = (...asked: string[]) => Object.keys(onlyAsked(report, asked).files);
  expect(files()).toEqual(['src/status/a.ts', 'src/proposal/b.ts']);
  expect(files('src/status/')).toEqual(['src/status/a.ts']);
  expect(files('src/proposal/b.ts', 'src/stat')).toEqual(['src/proposal/b.ts']);
});
