import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proposalsFolder } from '../../test/support/proposals.ts';
import { loadProposals } from './load-proposals.ts';

const blueprint = await readFile('test/support/async-blueprint/index.md', 'utf8');
const today = '2026-11-26';

type Edit = [from: string | RegExp, to: string];

/** Every fault as its code, the text at which it is told, and what to do. */
async function placed(...edits: Edit[]): Promise<[string, string, string][]> {
  let text = blueprint;
  for (const [from, to] of edits) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  const root = await proposalsFolder();
  await writeFile(join(root, '0001-async/index.md'), text);
  const { problems } = await loadProposals(root, today);
  const lines = text.split('\n');
  return problems.map(({ code, line, column, hint }) => [
    code,
    (lines[line - 1] ?? '').slice(column - 1),
    hint,
  ]);
}

const claim = (status: string, date: string) =>
  `{ projects: [beta, alpha], stage: ready, status: ${status}, date: ${date}, source: Meeting }`;
const concern = (id: string, more: string) =>
  `concerns:\n  - { id: ${id}, title: T, text: T., raisedBy: A, raised: 2026-02-01, where: W, ${more} }\n`;
const withConcern = (id: string, more: string): Edit => ['concerns:\n', concern(id, more)];

test.each<[string, Edit[], [string, string, string][]]>([
  [
    'superseded by nothing',
    [['status: draft', 'status: superseded']],
    [['lifecycle', 'superseded', 'add `supersededBy: <number>`']],
  ],
  [
    'a successor of what is not superseded',
    [['status: draft', 'status: draft\nsupersededBy: 1']],
    [['lifecycle', '1', 'set `status: superseded`, or take it out']],
  ],
  [
    'an update before the beginning',
    [[/updated: .*/, 'updated: 2000-01-01']],
    [['lifecycle', '2000-01-01', 'expected the day of the last change']],
  ],
  [
    'a concern given twice',
    [
      withConcern('a', 'blocking: false, state: open'),
      withConcern('a', 'blocking: false, state: open'),
    ],
    [['duplicate-id', expect.stringMatching(/^a, title/) as string, 'give it another id']],
  ],
  [
    'a claim of tomorrow, and not one of today',
    [['claims: []', `claims: [${claim('done', today)}, ${claim('done', '2026-11-27')}]`]],
    [
      [
        'claim',
        expect.stringMatching(/^2026-11-27/) as string,
        'expected the day on which it was said',
      ],
    ],
  ],
  [
    'claims that contradict each other',
    [['claims: []', `claims: [${claim('done', today)}, ${claim('in progress', today)}]`]],
    [
      ['claim', expect.stringMatching(/^beta, alpha/) as string, 'keep the one that was said last'],
      ['claim', expect.stringMatching(/^alpha\]/) as string, 'keep the one that was said last'],
    ],
  ],
  [
    'a stage with two sections',
    [['### Stage: removed', '### Stage: ready\n\nText.\n\n### Stage: removed']],
    [['duplicate-id', '### Stage: ready', 'join the two']],
  ],
  [
    'a stage with none, and a section of none',
    [['### Stage: removed', '### Stage: gone']],
    [
      ['missing-section', 'removed', 'add a heading `### Stage: removed` under `## Plan`'],
      ['broken-reference', '### Stage: gone', 'allowed: ready, removed'],
    ],
  ],
  [
    'a section of another depth',
    [['## Impact\n', '### Impact\n']],
    [['missing-section', '', 'add a heading `## Impact`']],
  ],
  [
    'a section of white space',
    [[/## Impact\n[\s\S]*?(?=\n## )/, '## Impact\n   \n']],
    [['missing-section', '## Impact', 'write it, or say why there is nothing to say']],
  ],
  [
    'a stage in a circle',
    [["due: '1.0'", "due: '1.0'\n    after: [ready]"]],
    [['cycle', '[ready]', 'take one `after` out']],
  ],
  [
    'what only looks like a day',
    [["due: '1.0'", "due: '2026-12-24x'"]],
    [['broken-reference', "'2026-12-24x'", 'allowed: 1.0']],
  ],
])('%s is told where it stands', async (_, edits, expected) => {
  expect(await placed(...edits)).toEqual(expected);
});
