import { expect, test } from 'vitest';
import { briefMarkdown } from './brief-markdown.ts';
import type { Brief, BriefFinding } from './brief.ts';

const finding: BriefFinding = {
  ...{ probe: 'callbacks', title: 'Calls with a callback', parts: [], isBad: true },
  ...{ count: 0, gap: null, evidence: [], others: [] },
};
const brief: Brief = {
  proposal: { number: 1, name: '0001-async', title: 'Async' },
  stage: { id: 'removed', title: 'Callbacks gone', due: null },
  ...{ project: 'alpha', repository: 'https://example.org/alpha', asOf: null },
  ...{ read: { branch: null, commit: null }, status: 'unknown', reason: 'it was not read' },
  ...{ toDo: [], next: null, criteria: [], findings: [] },
};

test('a brief of which nothing is known has no empty section', () => {
  const criteria: Brief['criteria'] = [{ role: 'good', text: 'a job', now: 'not known' }];
  expect(briefMarkdown({ ...brief, criteria })).toBe(`# alpha: Callbacks gone

A stage of 0001, Async.

- Status: unknown: it was not read
- Repository: \`https://example.org/alpha\`, asked never

## What to do

Nothing is left to do at this stage.

## What is asked

- must be there: a job: not known
`);
});

test('a brief says each thing in a section of its own', () => {
  const text = briefMarkdown({
    ...brief,
    stage: { ...brief.stage, due: { day: '2027-01-02', release: '9.0' } },
    ...{ status: 'in progress', reason: 'some is left', read: { branch: 'main', commit: 'abc' } },
    asOf: { day: '2026-05-01' } as Brief['asOf'],
    ...{ toDo: ['take out calls', 'name a job'], next: 'Then **wait**.\n' },
    criteria: [
      { role: 'affected', text: 'calls', now: 'yes' },
      { role: 'bad', text: 'calls', now: 'no' },
      { role: 'good', text: 'a job', now: 'not known' },
    ],
    findings: [
      {
        ...{ ...finding, count: 3 },
        evidence: [
          { path: 'a.js', in: 'code', lines: [1, 1, 2] },
          { path: 'b.js', in: 'tests', lines: [7], via: 'a.js' },
        ],
      },
      {
        ...{ ...finding, title: 'A job', isBad: false, count: 1, gap: 'one file was not read' },
        evidence: [{ path: 'ci.yaml', in: 'ci', lines: [4] }],
      },
      { ...finding, title: 'Nothing found' },
      {
        ...finding,
        title: 'No answer',
        count: null,
        gap: 'alpha was not read yet',
        parts: ['api', 'cli'],
      },
      {
        ...{ ...finding, title: 'Others' },
        others: [
          {
            ...{ project: 'beta', probe: 'callbacks', commit: 'def', before: 5, after: 0 },
            date: '2026-02-02T23:00:00Z',
          },
        ],
      },
    ],
  } as Brief);
  expect(text).toBe(`# alpha: Callbacks gone

A stage of 0001, Async.

- Status: in progress: some is left
- Due: 2 Jan 2027 (9.0)
- Repository: \`https://example.org/alpha\`, asked 1 May 2026
- Read at commit \`abc\` of \`main\`

## What to do

- take out calls
- name a job

Then **wait**.

## What is asked

- was ever affected: calls: yes
- must go: calls: no
- must be there: a job: not known

## What is left

Calls with a callback: 3

- \`a.js\` code, line 1, 2
- \`b.js\` tests, by way of a.js, line 7

## What is there

A job: at least 1

- \`ci.yaml\` ci, line 4

## What is not known

- A job: one file was not read
- No answer of api, cli: alpha was not read yet

## How others did it

Others:

- beta, 2 Feb 2026: 5 before, 0 after commit \`def\`
`);
});

test('what is half known is said so far as it is', () => {
  const of = (more: Partial<Brief>) => briefMarkdown({ ...brief, ...more });
  expect(of({ stage: { ...brief.stage, due: { day: '2027-01-02' } } })).toContain(
    '- Due: 2 Jan 2027\n',
  );
  expect(of({ asOf: { day: null } as Brief['asOf'] })).toContain(
    ', asked on a day that is not known\n',
  );
  expect(of({ read: { branch: null, commit: 'abc' } })).toContain('- Read at commit `abc`\n');
  expect(of({ toDo: ['a'] })).not.toContain('Nothing is left');
  expect(of({ findings: [{ ...finding, count: 2 }] })).toMatch(
    /## What is left\n\nCalls with a callback: 2\n$/,
  );
});

test.each([
  [41, 201, ', 40 and 1 more\n', '- 1 more file\n'],
  [40, 200, ', 40\n', undefined],
])('of %d lines and %d files', (lines, files, lastLine, lastFile) => {
  const all = Array.from({ length: lines }, (_, i) => i + 1);
  const evidence = Array.from({ length: files }, (_, i) => ({
    ...{ path: `${i}.js`, in: 'code' as const },
    lines: i === 0 ? all : [1],
  }));
  const text = briefMarkdown({ ...brief, findings: [{ ...finding, count: 1, evidence }] });
  expect(text).toContain(lastLine);
  expect(text.match(/^- `\d+\.js`/gm)).toHaveLength(200);
  if (lastFile === undefined) expect(text).not.toContain('more');
  else expect(text.endsWith(lastFile)).toBe(true);
});
