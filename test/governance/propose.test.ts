import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { today } from '../../src/ground/day.ts';
import { snapshotText, type Snapshot } from '../../src/review/snapshot.ts';
import { git } from '../adoption/support/history.ts';
import { proposalsFolder, temporaryFolder, writeFiles } from '../support/proposals.ts';

let work: string;
let root: string;
let source: string;

/** A stage's fix, with the criterion `bad` and what the rule writes. */
const stageOf = (bad: string, fix = 'time.sleep($S)', more = '') => `
  - id: sleep
    title: Sleep by the standard library
    summary: No call is left.
    criteria: { bad: ${bad} }
    reviews: [{ topic: [remove-green] }]
    fix:
      title: Sleep by the standard library
      language: python
      rule: { pattern: green.sleep($S) }
      fix: ${JSON.stringify(fix)}
      valid: ["sleep(1)"]
      invalid: [{ code: "green.sleep(1)", fixed: ${JSON.stringify(fix.replace('$S', '1'))} }]
${more}`;

beforeEach(async () => {
  work = await temporaryFolder();
  onTestFinished(() => rm(work, { recursive: true }));
  source = join(work, 'web', 'alpha');
  await mkdir(source, { recursive: true });
  git(source, ['init', '-q', '-b', 'main']);
  await writeFiles(source, {
    'alpha/a.py': 'import green\r\n# green.sleep(0)\r\ngreen.sleep(1)\r\nx = "green.sleep(2)"\r\n',
    'alpha/run.py': '#!/usr/bin/python3\nimport green\nif green:\n    green.sleep(\n        3)\n',
    'alpha/other.py': 'from green import green_sleep\ngreen_sleep(4)\n',
    'tests/test_a.py': 'import green\ngreen.sleep(5)\n',
  });
  await chmod(join(source, 'alpha/run.py'), 0o755);
  git(source, ['add', '.']);
  git(source, ['commit', '-q', '-m', 'first']);
  root = await proposalsFolder({
    'projects.yaml': [
      'reviewSystems: [{ kind: gerrit, host: review.example.org }]',
      'teams: { web: {} }',
      `projects: { alpha: { team: web, repository: ${JSON.stringify(source)} } }`,
    ].join('\n'),
    '0001-async/probes.yaml': [
      'probes:',
      '  callbacks: { title: t, kind: call, language: python, functions: [green.sleep, green_sleep] }',
      '  words: { title: t, kind: text, include: ["**/*.py"], pattern: "time.sleep" }',
    ].join('\n'),
  });
  onTestFinished(() => rm(root, { recursive: true }));
  await writeStages(stageOf('callbacks'));
  await writeReviews([]);
});

async function writeStages(stages: string, status = 'accepted'): Promise<void> {
  const file = join(root, '0001-async', 'index.md');
  const text = await readFile(file, 'utf8');
  const [before] = text.split('\nstages:');
  const after = text.slice(text.indexOf('\n# What somebody declared'));
  await writeFile(
    file,
    `${before?.replace(/^status: .*$/m, `status: ${status}`) ?? ''}\nstages:${stages}${after
      .replaceAll(/Stage: \w+/g, 'Some heading')
      .replace('stage: removed', 'stage: sleep')}`,
  );
}

/** What the last run of sync found: the open reviews of the stage, by their numbers. */
async function writeReviews(open: readonly number[], asOf = `${today()}T00:00:00Z`): Promise<void> {
  const id = (number: number) => `gerrit:review.example.org/web/other~${number}` as const;
  const snapshot: Snapshot = {
    format: 2,
    sources: [{ source: 'gerrit:review.example.org', asOf, seen: {} }],
    reviews: open.map((number) => ({
      ...{ id: id(number), repository: 'web/other', title: 't', status: 'open', owner: null },
    })),
    links: open.map((number) => ({
      ...{ review: id(number), stage: 'sleep', decision: 'confirmed' },
      provenance: [{ kind: 'topic', text: 'remove-green', firstSeen: today() }],
    })),
    unresolved: [],
  };
  await writeFile(join(root, '0001-async', 'reviews.json'), snapshotText(snapshot));
}

interface Answer {
  code: number;
  err: string;
  outcome: string;
  refusals?: { what: string; isUnknown: boolean }[];
  made?: {
    clone: string;
    commit: string;
    base: string;
    files: { path: string; lines: number[] }[];
    counts: { probe: string; before: number; after: number }[];
  };
  push?: string[];
}

function propose(...more: string[]): Promise<Answer> {
  const args = ['--root', root, '--local', '--clones', join(work, 'clones'), '--json'];
  const asked = ['--stage', 'sleep', '--project', 'alpha', ...args, ...more];
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('scripts/propose.ts'), ...asked],
      { env },
      (error, out, err) => {
        const code = error === null ? 0 : Number(error.code ?? -1);
        const said = out === '' ? { outcome: 'none' } : (JSON.parse(out) as object);
        done({ code, err, outcome: 'none', ...said });
      },
    );
  });
}

const whats = ({ refusals = [] }: Answer) => refusals.map(({ what }) => what);

describe('npm run propose', { timeout: 120_000 }, () => {
  test('changes the lines of the evidence and no other, and commits what ties it to the stage', async () => {
    const answer = await propose();
    expect(answer).toMatchObject({
      code: 0,
      outcome: 'made',
      made: {
        files: [
          { path: 'alpha/a.py', lines: [3] },
          { path: 'alpha/run.py', lines: [4] },
        ],
        counts: [{ probe: 'callbacks', before: 3, after: 1 }],
        leftAlone: 1,
      },
    });
    const { clone = '', commit = '', base = '' } = answer.made ?? {};
    const diff = git(clone, ['diff', '--unified=0', base, commit]);
    const lines = diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line));
    expect(lines.map((line) => line.trimEnd())).toEqual([
      ...['-green.sleep(1)', '+time.sleep(1)'],
      ...['-    green.sleep(', '-        3)', '+    time.sleep(3)'],
    ]);
    expect(git(clone, ['diff', '--summary', base, commit])).toBe('');
    const message = git(clone, ['log', '-1', '--format=%B']);
    expect(message).toMatch(/^Sleep by the standard library\n/);
    expect(message).toMatch(/\n\nTopic: remove-green\nChange-Id: I[0-9a-f]{40}$/);
    expect(answer.push).toEqual([
      ...['git', '-C', clone, 'push', 'https://review.example.org/a/web/alpha'],
      'HEAD:refs/for/main%topic=remove-green',
    ]);
    // Nothing was sent, and the source is as it was.
    expect(git(source, ['status', '--porcelain'])).toBe('');
    expect(git(source, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main');
    // Asked again, it is the same change; what somebody did with it is not overwritten.
    const again = await propose();
    const id = (one: string) =>
      /^Change-Id: .*$/m.exec(git(clone, ['log', '-1', '--format=%B', one]))?.[0];
    expect(id(again.made?.commit ?? '')).toBe(id(commit));
    git(clone, ['commit', '-q', '--amend', '-m', 'better words']);
    expect(whats(await propose())).toEqual([expect.stringMatching(/somebody went on from/)]);
    await appendFile(join(clone, 'alpha/a.py'), 'x\n');
    const dirty = await propose();
    expect(dirty.code).toBe(1);
    expect(whats(dirty)).toEqual([expect.stringMatching(/it is dirty: alpha\/a\.py/)]);
  });

  test('sends it with --push alone, counts it as open from then on, and reads no other address', async () => {
    const to = join(work, 'server.git');
    git(work, ['init', '-q', '--bare', to]);
    const answer = await propose('--push', '--to', to);
    expect(answer).toMatchObject({ code: 0, outcome: 'pushed' });
    expect(git(to, ['rev-parse', 'refs/for/main%topic=remove-green'])).toBe(answer.made?.commit);
    expect(whats(await propose())).toEqual([
      'web/alpha has one open already: one that was sent from here',
    ]);
  });

  test('a count that does not fall, or rises elsewhere, is refused and taken back', async () => {
    await writeStages(stageOf('callbacks', 'my.green.sleep($S)'));
    const first = await propose();
    expect(first.code).toBe(1);
    expect(whats(first)).toEqual(['what is left does not fall: 3 before, 3 after']);
    const other = '\n  - { id: other, title: o, summary: s, criteria: { bad: words } }\n';
    await writeStages(stageOf('callbacks', 'time.sleep($S)', other));
    expect(whats(await propose())).toEqual(['words rises from 0 to 2']);
    const clone = join(work, 'clones', 'web+alpha-0001-sleep');
    expect(git(clone, ['status', '--porcelain'])).toBe('');
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'HEAD']));
  });

  test('everything that the data says against it is told at once', async () => {
    await writeStages(
      stageOf('callbacks').replace('valid: ["sleep(1)"]', 'valid: ["green.sleep(2)"]'),
      'draft',
    );
    await writeReviews([1, 2, 3]);
    const file = join(root, 'projects.yaml');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('web: {}', 'web: { declinesFixes: by hand alone }'),
    );
    const answer = await propose();
    expect(answer.code).toBe(1);
    expect(whats(answer)).toEqual([
      'the proposal is draft',
      expect.stringMatching(/^its own case fails, fix\.valid\.#1: it gives "time\.sleep\(2\)"/),
      'team web wants no such changes: by hand alone',
      expect.stringMatching(/^3 reviews of stage sleep are open, at most 3 may be: gerrit:/),
    ]);
  });

  test('what is not known is no permission', async () => {
    await writeReviews([], '2026-01-01T00:00:00Z');
    const old = await propose();
    expect(old).toMatchObject({ code: 3, refusals: [{ isUnknown: true }] });
    expect(whats(old)).toEqual([
      'the reviews of gerrit:review.example.org were read last on 2026-01-01',
    ]);
    await rm(join(root, '0001-async', 'reviews.json'));
    expect(await propose()).toMatchObject({ code: 3, refusals: [{ isUnknown: true }] });
  });

  test('wrong use names what there is', async () => {
    const { code, err } = await propose('--project', 'beta');
    expect(code).toBe(2);
    expect(err).toMatch(/--project is given twice/);
  });
});
