import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../../test/support/proposals.ts';
import { patienceMs } from '../../test/support/patience.ts';
import { journalVariable, type JournalEntry, summaryOf } from './test-journal.ts';

const lines = (...entries: JournalEntry[]) => entries.map((one) => JSON.stringify(one)).join('\n');
const ended = (file: string, durationMs = 1000, failures: string[] = []) => ({
  file,
  passed: 2,
  skipped: 1,
  failures,
  durationMs,
});

test('a run that came to its end is the sum of its files, the longest first', () => {
  const journal = lines({ file: 'a', began: true }, ended('a'), ended('b', 4000));
  expect(summaryOf(journal, 0)).toEqual({
    passed: 4,
    skipped: 2,
    failures: [],
    slowest: [
      { file: 'b', seconds: 4 },
      { file: 'a', seconds: 1 },
    ],
  });
});

test('a run that was stopped names the file that it was at, and keeps what had passed', () => {
  const journal = lines(ended('a'), { file: 'b', began: true });
  expect(summaryOf(journal, 1)).toMatchObject({
    passed: 2,
    failures: ['b: began and came to no end'],
  });
});

test('each test that failed is named with its file, and so is an error of no test', () => {
  const journal = lines(ended('a', 1, ['adds up']), { unhandled: 'a promise was left' });
  expect(summaryOf(journal, 1).failures).toEqual(['a: adds up', 'of no test: a promise was left']);
});

test.each([
  ['', 0, 'no file of tests was run'],
  ['', 3, 'the run of the tests ended with exit code 3'],
  [lines(ended('a')), 1, 'the run of the tests ended with exit code 1'],
])(
  'a run without a fault of its own is green only if it ran and ended well',
  (text, code, says) => {
    expect(summaryOf(text, code).failures).toEqual([says]);
  },
);

test('what a test fails by is said while others still run', async ({ signal }) => {
  const folder = await temporaryFolder();
  await writeFiles(folder, {
    'a.test.mjs': `
      import { expect, test } from ${JSON.stringify(resolve('node_modules/vitest/dist/index.js'))};
      test('adds up', () => { expect(1 + 1).toBe(3); });
      test('never ends', () => new Promise(() => setInterval(() => {}, 1000)));`,
  });
  const reporter = `--reporter=${resolve('scripts/lib/test-journal.ts')}`;
  const child = spawn('vitest', ['run', '--root', folder, '--testTimeout=0', reporter], {
    // What it comes to is none of the journal of the run in which this one stands.
    env: { ...process.env, [journalVariable]: '' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  });
  let said = '';
  try {
    for await (const chunk of child.stderr) {
      said += String(chunk);
      if (said.includes('expected 2 to be 3')) break;
    }
  } finally {
    child.kill('SIGKILL');
  }
  expect(said).toMatch(/^failed: .*a\.test\.mjs: adds up\n(?:.*\n)*expected 2 to be 3/m);
});
