import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { proposalsFolder } from '../test/support/proposals.ts';
import { exitCode } from './lib/cli.ts';

const register = `concerns: # of everybody
  - id: speed
    title: It is slow
    text: "It may be slower." # as said
    raisedBy: Ops
    raised: 2026-01-03
    where: The list
    blocking: true
    wouldClear: A measurement.
    projects: [alpha]
    state: open
decisions: []
signOffs: []`;

let root: string;
let index: string;
let text: string;
beforeEach(async () => {
  root = await proposalsFolder();
  onTestFinished(() => rm(root, { recursive: true }));
  index = join(root, '0001-async', 'index.md');
  const given = await readFile(index, 'utf8');
  text = given.replace(/concerns:\n[\s\S]*?signOffs: \[\]/, register).replaceAll('\n', '\r\n');
  await writeFile(index, text);
});

function concerns(...args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const script = join(import.meta.dirname, 'concerns.ts');
    const all = [script, ...args, '--root', root];
    execFile(process.execPath, all, { timeout: 60_000 }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

/** The lines that were added to the file and those that went, all others being as they were. */
async function difference() {
  const [old, now] = [text, await readFile(index, 'utf8')].map((one) => one.split('\r\n'));
  return {
    gone: old?.filter((line) => !now?.includes(line)),
    come: now?.filter((line) => !old?.includes(line)),
  };
}

test('a register is listed, for a team, as JSON, and what is open alone', async () => {
  expect(await concerns()).toEqual({
    code: exitCode.fine,
    out: '0001  speed  open  Ops, 2026-01-03  holds it up: open\n1 concern, 1 holds a proposal up\n',
    err: '',
  });
  const { out } = await concerns('--team', 'web', '--json');
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({
      proposal: 1,
      id: 'speed',
      holdsUp: 'open',
      teams: ['web'],
      projects: ['alpha'],
    }),
  ]);
  const wrong = await concerns('--team', 'wep');
  expect(wrong.code).toBe(exitCode.wrongUse);
  expect(wrong.err).toContain('did you mean `web`?');
});

test('from raised to settled by commands alone, each changing the lines of what it says', async () => {
  const closed = await concerns(
    ...[
      'close',
      'speed',
      '--disposition',
      'answered',
      '--reason',
      'Measured: no.',
      '--on',
      '2026-02-01',
    ],
  );
  expect(closed).toMatchObject({ code: exitCode.fine, err: '' });
  expect(closed.out).toContain('holds it up: closed without its raiser’s answer');
  expect(await difference()).toEqual({
    gone: ['    state: open'],
    come: [
      '    state: closed',
      '    disposition: answered',
      '    reason: "Measured: no."',
      '    closed: 2026-02-01',
    ],
  });
  const said = ['--says', 'not satisfied', '--where', 'The list', '--on', '2026-02-02'];
  expect((await concerns('answer', 'speed', ...said)).out).toContain('its raiser is not satisfied');
  const later = ['--says', 'satisfied', '--where', 'The list', '--on', '2026-02-03'];
  expect((await concerns('answer', 'speed', ...later)).out).not.toContain('holds');
  expect((await difference()).come).toEqual([
    '    state: closed',
    '    disposition: answered',
    '    reason: "Measured: no."',
    '    closed: 2026-02-01',
    '    answer:',
    '      says: satisfied',
    '      date: 2026-02-03',
    '      where: The list',
  ]);
  await concerns('reopen', 'speed');
  expect((await difference()).come).toEqual(['    reason: "Measured: no."']);
  expect((await concerns('left', 'speed', '--on', '2026-02-04')).code).toBe(exitCode.fine);
  const adopt = ['adopt', 'speed', '--by', 'Ada', '--where', 'Meeting', '--on', '2026-02-05'];
  expect((await concerns(...adopt)).code).toBe(exitCode.fine);
  expect((await difference()).come).toEqual([
    '    formerSince: 2026-02-04',
    '    adopted:',
    '      by: Ada',
    '      date: 2026-02-05',
    '      where: Meeting',
    '    reason: "Measured: no."',
  ]);
});

test('what would break a rule is refused with where and why, and nothing is written', async () => {
  const tries: [string[], RegExp][] = [
    [
      ['answer', 'speed', '--says', 'none', '--by', '2026-12-01'],
      /an open concern has no `answer`/,
    ],
    [
      ['close', 'speed', '--disposition', 'duplicate', '--of', 'speed', '--reason', 'R.'],
      /a duplicate of itself/,
    ],
    [['adopt', 'speed', '--by', 'Ada', '--where', 'W'], /adopted, but who raised it did not leave/],
    [
      ['left', 'speed', '--on', '2025-01-01'],
      /index\.md:\d+:\d+ {2}concerns\.#1\.formerSince: 2025-01-01 is before/,
    ],
  ];
  for (const [args, why] of tries) {
    const { code, err } = await concerns(...args);
    expect(err).toMatch(why);
    expect(err).toContain('nothing was written');
    expect(code).toBe(exitCode.findings);
  }
  expect(await readFile(index, 'utf8')).toBe(text);
});

test.each<[string[], RegExp]>([
  [['close'], /^close is needed; allowed: speed$/m],
  [['close', 'sped', '--disposition', 'answered'], /did you mean `speed`\?/],
  [['close', 'speed', '--disposition', 'solved', '--reason', 'R.'], /no disposition `solved`/],
  [['close', 'speed', '--disposition', 'duplicate'], /needs --of[\s\S]*needs --reason/],
  [['adopt', 'speed'], /needs --by[\s\S]*needs --where/],
  [['left', 'speed', '--on', 'today'], /--on: expected a day/],
  [['left', 'speed', '--on', '2999-01-01'], /--on: expected a day up to today/],
  [['list', 'speed'], /list takes no concern/],
  [['settle', 'speed'], /no action `settle`/],
])('%j is wrong use', async (args, why) => {
  const { code, err } = await concerns(...args);
  expect(err).toMatch(why);
  expect(code).toBe(exitCode.wrongUse);
});
