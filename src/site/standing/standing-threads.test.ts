import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { revisionName } from '../../comments/anchoring/revision.ts';
import { frozenText, type FrozenThread } from '../../comments/frozen/frozen-threads.ts';
import { standingFileSchema } from '../../comments/standing-file.ts';
import { loadProposals } from '../../proposal/load-proposals.ts';
import { saidInReviewText, type ReviewThread } from '../../review/said-in-review.ts';
import { renderProse } from '../prose/render-prose.ts';
import { temporaryFolder } from '../../../test/support/proposals.ts';
import { listedStanding, standingList } from './standing-list.ts';
import { standingThreads } from './standing-threads.ts';

const systems = [{ kind: 'gerrit' as const, host: 'review.example.org', aliases: [] }];
const first = `## Summary

Every service moves in one release.

- a point
- another point

Nobody waits for ten days, whatever they say.

## Second

It is the end of the second section.
`;

let root: string;
let folder: string;

beforeEach(async () => {
  const work = await temporaryFolder();
  onTestFinished(() => rm(work, { recursive: true }));
  root = join(work, 'proposals');
  folder = join(root, '0003-bare');
  const fixture = join('test', 'site', 'fixture', 'proposals');
  await mkdir(folder, { recursive: true });
  await cp(join(fixture, 'projects.yaml'), join(root, 'projects.yaml'));
  await cp(join(fixture, '0003-bare'), folder, { recursive: true });
  git('init', '-q', '-b', 'main');
});

function git(...args: string[]): string {
  const own = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  return execFileSync('git', [...own, ...args], { cwd: root, encoding: 'utf8' }).trim();
}

async function write(prose: string): Promise<{ blob: string; lineOf: (words: string) => number }> {
  const index = join(folder, 'index.md');
  const front = (await readFile(index, 'utf8')).split('\n---\n')[0] ?? '';
  const text = `${front}\n---\n\n${prose}`;
  await writeFile(index, text);
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'x');
  return {
    blob: git('hash-object', index),
    lineOf: (words) => text.slice(0, text.indexOf(words)).split('\n').length,
  };
}

async function rendered() {
  const { proposals, problems } = await loadProposals(root);
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error(JSON.stringify(problems));
  const standing = await standingThreads(proposal, { reviewSystems: systems });
  const plain = await renderProse(proposal, systems, () => undefined);
  const prose = await renderProse(proposal, systems, () => undefined, standing.threadsIn);
  expect(prose.fault).toBeUndefined();
  // What stands between says nothing of the text.
  expect(prose.text).toBe(plain.text);
  const html = prose.parts.map((part) => part.html).join('');
  return { html, text: prose.text, problems: standing.problems };
}

const said = (text: string) => ({ id: '7', by: 'Ben', at: '2026-01-02T00:00:00Z', text });

const thread = (more: Partial<ReviewThread>): ReviewThread => ({
  id: 'abc_1',
  comments: [said('Why *one*?')],
  ...more,
});

async function saidInReview(...threads: ReviewThread[]): Promise<void> {
  const review = 'gerrit:review.example.org/plans~5' as const;
  const asOf = '2026-01-03T00:00:00Z';
  await writeFile(join(folder, 'comments.json'), saidInReviewText([{ review, asOf, threads }]));
}

/** What stands between the words of the text before a thread and those after it. */
function around(html: string, words: string): string {
  const at = html.indexOf(words);
  const before = html.slice(0, html.lastIndexOf('<details class="said', at));
  return before
    .replace(/<details class="said[\s\S]*?<\/details>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .trim()
    .slice(-40);
}

test('a comment of a review stands below the block that its line has come to, with its origin', async () => {
  const { blob, lineOf } = await write(first);
  await saidInReview(
    thread({ blob, line: lineOf('Every service'), quote: 'Every service moves in one release.' }),
    thread({
      id: 'abc_2',
      blob,
      line: lineOf('another point'),
      resolved: true,
      comments: [said('Which <script>alert(1)</script>?')],
    }),
  );
  await write(
    first.replace(
      'Every service moves in one',
      'A line before.\n\nEvery service moves in a single',
    ),
  );
  const { html, problems } = await rendered();
  expect(problems).toEqual([]);
  expect(around(html, 'Why <em>one</em>?')).toMatch(/Every service moves in a single release\.$/);
  expect(html).toContain('The passage was edited since. It said:');
  expect(html).toContain('href="https://review.example.org/c/plans/+/5/comment/abc_1/"');
  expect(around(html, 'Which ')).toMatch(/another point$/);
  // Resolved: there, and folded.
  expect(html).toMatch(/data-state="resolved"[\s\S]*<details><summary>One comment<\/summary>/);
  expect(html).not.toContain('<script>');
});

test('a line that leads to no passage is told at its section, at the file, and never left out', async () => {
  const { blob, lineOf } = await write(first);
  await saidInReview(
    thread({ id: 'a', blob, line: lineOf('Nobody waits'), comments: [said('Gone one.')] }),
    thread({
      id: 'b',
      blob: 'f'.repeat(40),
      line: 3,
      quote: 'It is the end of the second section.',
      comments: [said('By its words.')],
    }),
    thread({
      id: 'c',
      blob: 'f'.repeat(40),
      line: 3,
      quote: 'Another text.',
      section: 'Second',
      comments: [said('By its section.')],
    }),
    thread({
      id: 'd',
      line: 9,
      quote: 'Another text.',
      section: 'Lost',
      comments: [said('By nothing.')],
    }),
    thread({ id: 'e', comments: [said('On the file.')] }),
  );
  await write(first.replace(/Nobody.*\n/, ''));
  const { html } = await rendered();
  expect(around(html, 'Gone one.')).toMatch(/Summary$/);
  expect(html).toContain('The passage is no longer in the text. It said:');
  expect(around(html, 'By its words.')).toMatch(/end of the second section\.$/);
  expect(around(html, 'By its section.')).toMatch(/Second$/);
  expect(html).toContain('it stood in this section:');
  for (const words of ['By nothing.', 'On the file.']) expect(around(html, words)).toBe('');
});

test('frozen threads stand where their passages are now, by the texts of git', async () => {
  await write(first);
  const { text } = await rendered();
  const revision = await revisionName(text);
  const at = (quote: string) => ({
    start: text.indexOf(quote),
    end: text.indexOf(quote) + quote.length,
    quote,
  });
  const frozen = (id: number, quote: string, more: Partial<FrozenThread> = {}): FrozenThread => ({
    id: `00000000-0000-4000-8000-00000000000${id}`,
    kind: 'concern',
    state: 'open',
    revision,
    ...at(quote),
    comments: [{ id: `c${id}`, by: 'Ada', at: '2026-01-01T00:00:00Z', text: `Frozen ${id}.` }],
    ...more,
  });
  const from = 'https://plans.example.org';
  await writeFile(
    join(folder, 'threads.json'),
    frozenText({
      asOf: '2026-01-05T00:00:00Z',
      from,
      threads: [
        frozen(1, 'moves in one release'),
        frozen(2, 'second section', { revision: 'e'.repeat(64) }),
        frozen(4, 'Nobody waits', {
          state: 'resolved',
          resolved: { by: 'Cleo', at: '2026-01-04T05:06:07.000Z' },
        }),
        // Of what the text says twice since, its own text alone tells which is meant.
        frozen(3, 'another point'),
      ],
    }),
  );
  await write(first.replace('- a point', '- another point, new\n- a point'));
  const { html } = await rendered();
  expect(around(html, 'Frozen 1.')).toMatch(/moves in one release\.$/);
  expect(around(html, 'Frozen 2.')).toMatch(/end of the second section\.$/);
  expect(html).toContain(
    `${from}/proposals/0003-bare/#thread-00000000-0000-4000-8000-000000000001`,
  );
  expect(html).toContain('id="thread-00000000-0000-4000-8000-000000000001"');
  expect(html).toContain('resolved by Cleo, 4 Jan 2026');
  expect(html.match(/data-frozen/g)).toHaveLength(4);
  expect(around(html, 'Frozen 3.')).toMatch(/a point\s+another point$/);
});

test('by themselves they are in the order of the text, as a server of comments reads them', async () => {
  const { blob, lineOf } = await write(first);
  await saidInReview(
    thread({ id: 'b', blob, line: lineOf('Nobody waits') }),
    thread({ id: 'a', blob, line: lineOf('Every service'), resolved: true }),
  );
  await writeFile(
    join(folder, 'threads.json'),
    frozenText({
      asOf: '2026-01-05T00:00:00Z',
      threads: [
        {
          ...{ id: '00000000-0000-4000-8000-000000000001', kind: 'concern', state: 'resolved' },
          ...{ resolved: { by: 'Cleo', at: '2026-01-04T05:06:07.000Z' } },
          ...{ revision: 'e'.repeat(64), start: 0, end: 7, quote: 'end of the second section' },
          comments: [{ id: 'c', by: 'Ada', at: '2026-01-01T00:00:00Z', deleted: true }],
        },
      ],
    }),
  );
  const [proposal] = (await loadProposals(root)).proposals;
  if (proposal === undefined) throw new Error('no proposal');
  const { threads } = await standingList(proposal, { reviewSystems: systems });
  const listed = threads.map(listedStanding);
  expect(standingFileSchema.parse(JSON.parse(JSON.stringify({ threads: listed })))).toEqual({
    threads: listed,
  });
  expect(listed.map(({ id, state, thread: of, resolved }) => [id, state, of, resolved])).toEqual([
    [expect.stringMatching(/^review-.*-a$/), 'resolved', undefined, undefined],
    [expect.stringMatching(/^review-.*-b$/), 'unknown', undefined, undefined],
    [
      'thread-00000000-0000-4000-8000-000000000001',
      'resolved',
      '00000000-0000-4000-8000-000000000001',
      { by: 'Cleo', at: '2026-01-04T05:06:07.000Z' },
    ],
  ]);
});

test('a review that cannot be read now is told, with the day of what is shown of it', async () => {
  await write(first);
  const review = 'github:example/plans#7' as const;
  const failure = { since: '2026-02-01T00:00:00Z', reason: 'github.com: answers 500' };
  const threads = [thread({ quote: 'Every service moves in one release.' })];
  await writeFile(
    join(folder, 'comments.json'),
    saidInReviewText([{ review, asOf: '2026-01-03T00:00:00Z', failure, left: 2, threads }]),
  );
  const { html, problems } = await rendered();
  expect(around(html, 'Why <em>one</em>?')).toMatch(/moves in one release\.$/);
  expect(problems.map(({ message }) => message)).toEqual([
    `${review}: not read since 2026-02-01: github.com: answers 500; shown as of 2026-01-03`,
    `${review}: 2 more threads are not kept`,
  ]);
});

test('a broken file is a problem with its place, and the text stands without it', async () => {
  await write(first);
  await writeFile(join(folder, 'threads.json'), '{ "format": 9 }');
  await writeFile(join(folder, 'comments.json'), '<<<<<<< ours');
  const { html, problems } = await rendered();
  expect(html).not.toContain('class="said');
  expect(problems.map(({ file, message }) => `${file}: ${message}`).sort()).toEqual([
    expect.stringMatching(/0003-bare.comments\.json: no JSON/),
    expect.stringMatching(/0003-bare.threads\.json: format/),
  ]);
});
