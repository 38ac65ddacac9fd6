import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git, noon, writeHistory } from '../adoption/support/history.ts';
import { copyOfCheckout } from '../support/checkout.ts';
import { proposalsFolder, temporaryFolder, writeFiles } from '../support/proposals.ts';
import { environment } from '../support/site.ts';
import { ciDefinitions, type Step } from './ci-definitions.ts';

/**
 * Stands in for GitHub's `gh`, of which it knows what the definitions use: `gh pr create` refuses where a
 * pull request of the branch is open, `gh pr edit` where none is (https://cli.github.com/manual/gh_pr_create).
 */
const ghDouble = `#!/bin/bash -e
case "$1 $2 $3" in
  'pr create --head')
    [ "$5 $7" = '--title --body-file' ] && [ $# -eq 8 ] || exit 64
    git ls-remote --exit-code origin "refs/heads/$4" > /dev/null
    [ ! -e "$PULL_REQUEST" ] || exit 1
    { echo "$6"; cat "$8"; } > "$PULL_REQUEST" ;;
  'pr edit nightly-readings')
    [ "$4 $6" = '--title --body-file' ] && [ $# -eq 7 ] && [ -e "$PULL_REQUEST" ] || exit 1
    { echo "$5"; cat "$7"; } > "$PULL_REQUEST" ;;
  *) exit 64 ;;
esac
`;

const callbacks = "import fs from 'node:fs';\nfs.readFile('a', (e) => e);\n";
let definitions: Map<string, Step[]>;
let folder: string;
let checkout: string;
let origin: string;
let pullRequest: string;
const message = (ref: string) => git(origin, ['log', '-1', '--format=%B', ref]);
const tip = (ref: string) => git(origin, ['rev-parse', ref]);

/** Runs what a definition has for a step, as its CI system would, in the checkout. */
function runStep(step: Step | undefined, set: Record<string, string> = {}, shell = 'bash') {
  if (step === undefined) throw new Error('the guide has no such step');
  // What the definition sets is what the test gives, no more and no less.
  expect(step.sets.toSorted()).toEqual(Object.keys(set).toSorted());
  return new Promise<{ code: number; out: string }>((done, fail) => {
    const child = spawn(shell, ['-e', '-c', step.command], {
      cwd: checkout,
      env: {
        ...environment(),
        HOME: folder,
        GITHUB_BASE_REF: 'main',
        PULL_REQUEST: pullRequest,
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        ...set,
      },
    });
    let out = '';
    const keep = (chunk: Buffer) => {
      out += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => {
      done({ code: code ?? -1, out });
    });
  });
}

/** All steps of a definition; each must end well. */
async function runAll(file: string, sets: Record<string, string>[], shell?: string) {
  const steps = definitions.get(file) ?? [];
  expect(steps).toHaveLength(sets.length);
  for (const [i, step] of steps.entries()) {
    const { code, out } = await runStep(step, sets[i], shell);
    expect(code, out).toBe(0);
  }
}

beforeAll(async () => {
  definitions = await ciDefinitions();
  folder = await temporaryFolder();
  pullRequest = join(folder, 'pull-request');
  origin = join(folder, 'plans.git');
  for (const [i, name] of ['alpha', 'beta'].entries()) {
    await mkdir(join(folder, 'repositories/web'), { recursive: true });
    writeHistory(join(folder, 'repositories/web', name), [
      { time: noon(`2026-0${i + 1}-01`), entries: [{ path: 'a.js', content: callbacks }] },
    ]);
  }
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/gh'), ghDouble);
  await chmod(join(folder, 'bin/gh'), 0o755);
  const repositories = `file://${join(folder, 'repositories')}/`;
  await writeFile(
    join(folder, '.gitconfig'),
    `[url "${repositories}"]\n\tinsteadOf = https://example.org/\n`,
  );
  checkout = await copyOfCheckout((path) => !/^(test|bench|examples|proposals\/\d)/.test(path));
  await rm(join(checkout, 'proposals/projects.yaml'));
  const small = await proposalsFolder();
  for (const name of ['projects.yaml', '0001-async/index.md', '0001-async/probes.yaml']) {
    await writeFiles(checkout, { [`proposals/${name}`]: await readFile(join(small, name)) });
  }
  await rm(small, { recursive: true });
  git(checkout, ['init', '-q', '-b', 'main']);
  git(checkout, ['add', '-A']);
  git(checkout, ['commit', '-qm', 'The plan']);
  git(folder, ['clone', '-q', '--bare', checkout, origin]);
  git(checkout, ['remote', 'add', 'origin', origin]);
  git(checkout, ['fetch', '-q', 'origin']);
}, 120_000);
afterAll(async () => {
  await rm(checkout, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

/** A project leaves its callbacks, in its own repository. */
async function migrate(project: string): Promise<void> {
  const bare = join(folder, 'repositories/web', project);
  const work = join(folder, `work-${project}`);
  git(folder, ['clone', '-q', bare, work]);
  await writeFile(join(work, 'a.js'), "import fs from 'node:fs/promises';\n");
  git(work, ['commit', '-qam', 'Promises']);
  git(work, ['push', '-q', 'origin', 'main']);
}

/** Back at the default branch as it is at its origin, as a new run of a job finds it. */
function checkOut(): void {
  git(checkout, ['fetch', '-q', 'origin']);
  git(checkout, ['switch', '-q', 'main']);
  git(checkout, ['reset', '-q', '--hard', 'origin/main']);
}

test('the guide has these definitions, whose command lines are all run by tests', () => {
  expect([...definitions].map(([file, steps]) => [file, steps.length])).toEqual([
    ['.github/workflows/check.yml', 1],
    ['playbooks/check.yaml', 2],
    // On the real Gerrit: test/review/check-on-gerrit.test.ts
    ['playbooks/post-review.yaml', 1],
    ['.github/workflows/nightly.yml', 4],
    ['playbooks/nightly.yaml', 2],
  ]);
});

test(
  'a change is checked: beside its lines on GitHub, as a review for Gerrit',
  { timeout: 300_000 },
  async () => {
    const [onGitHub] = definitions.get('.github/workflows/check.yml') ?? [];
    const [write, tell] = definitions.get('playbooks/check.yaml') ?? [];
    git(checkout, ['switch', '-qc', 'change']);
    const index = join(checkout, 'proposals/0001-async/index.md');
    const text = await readFile(index, 'utf8');
    const commit = async (now: string) => {
      await writeFile(index, now);
      git(checkout, ['commit', '-qam', 'A change']);
    };
    await commit(text.replace(/^updated: .*$/m, 'updated: soon'));
    const line = text.split('\n').findIndex((one) => one.startsWith('updated:')) + 1;
    const found = await runStep(onGitHub);
    expect(found.code, found.out).toBe(1);
    expect(found.out).toMatch(
      new RegExp(`^::error file=proposals/0001-async/index.md,line=${line},`, 'm'),
    );
    expect(await runStep(write, {}, 'sh')).toMatchObject({ code: 0 });
    const review = JSON.parse(
      await readFile(join(checkout, '.cache/review.json'), 'utf8'),
    ) as object;
    expect(review).toMatchObject({
      tag: 'autogenerated:crossplan',
      comments: { 'proposals/0001-async/index.md': [{ line, unresolved: true }] },
    });
    expect(await runStep(tell, {}, 'sh')).toMatchObject({ code: 1 });

    await commit(text);
    expect(await runStep(onGitHub)).toMatchObject({ code: 0 });
    expect(await runStep(write, {}, 'sh')).toMatchObject({ code: 0 });
    expect(await runStep(tell, {}, 'sh')).toMatchObject({ code: 0 });
    checkOut();
  },
);

const identity = {
  GIT_AUTHOR_NAME: 'Crossplan',
  GIT_COMMITTER_NAME: 'Crossplan',
  EMAIL: 'n@example.org',
};

test(
  'a night on GitHub opens the diff with its digest, writes it anew, and opens nothing without news',
  { timeout: 600_000 },
  async () => {
    const night = () =>
      runAll('.github/workflows/nightly.yml', [
        identity,
        { ...identity, GITHUB_TOKEN: '' },
        identity,
        { ...identity, GH_TOKEN: '' },
      ]);
    const branch = 'nightly-readings';
    const main = tip('main');
    await night();
    expect(git(origin, ['rev-list', `main..${branch}`]).split('\n')).toHaveLength(1);
    expect(git(origin, ['diff', '--name-only', `main...${branch}`]).split('\n')).toEqual([
      'proposals/0001-async/adoption/alpha.json',
      'proposals/0001-async/adoption/beta.json',
      'proposals/0001-async/as-of.json',
    ]);
    expect(message(branch)).toMatch(
      /^Readings of \d{4}-\d\d-\d\d\n\n# All blueprints: what changed/,
    );
    expect(message(branch)).toContain('4 statuses read otherwise: it was not told before');
    const opened = await readFile(pullRequest, 'utf8');
    expect(opened).toMatch(/^Readings of .*\nReadings of .*\n\n# All blueprints/);
    expect(tip('main')).toBe(main);

    // Merged, and then something happens in a repository.
    git(origin, ['update-ref', 'refs/heads/main', branch]);
    await rm(pullRequest);
    await migrate('alpha');
    checkOut();
    await night();
    expect(message(branch)).toMatch(/alpha, Callbacks gone: done, before not started/);
    const second = await readFile(pullRequest, 'utf8');

    // Not merged yet, and something happens again: one commit has all of it.
    await migrate('beta');
    checkOut();
    await night();
    expect(git(origin, ['rev-list', `main..${branch}`]).split('\n')).toHaveLength(1);
    expect(message(branch)).toMatch(/alpha/);
    expect(message(branch)).toMatch(/beta/);
    expect(await readFile(pullRequest, 'utf8')).not.toBe(second);

    // Merged: the next night has nothing to tell, and opens nothing.
    git(origin, ['update-ref', 'refs/heads/main', branch]);
    const merged = tip(branch);
    await rm(pullRequest);
    checkOut();
    await night();
    expect(tip(branch)).toBe(merged);
    await expect(readFile(pullRequest)).rejects.toThrow('ENOENT');
  },
);

test(
  'a night on Zuul reads what stands beside the plan, and pushes one change for review',
  { timeout: 600_000 },
  async () => {
    git(origin, [
      'update-ref',
      'refs/heads/main',
      git(origin, ['rev-list', '--max-parents=0', 'main']),
    ]);
    checkOut();
    // As Zuul prepares it: no remote.
    git(checkout, ['remote', 'remove', 'origin']);
    const sets = { ...identity, REPOSITORIES: join(folder, 'repositories'), PUSH_TO: origin };
    const base = git(checkout, ['rev-parse', 'HEAD']);
    const night = () => runAll('playbooks/nightly.yaml', [sets, sets], 'sh');
    await night();
    expect(git(origin, ['rev-parse', 'refs/for/main^'])).toBe(base);
    expect(message('refs/for/main')).toMatch(
      /^Readings of .*\n\n# All blueprints[\s\S]*4 statuses read otherwise/,
    );
    expect(git(origin, ['log', '-1', '--format=%(trailers)', 'refs/for/main'])).toBe(
      `Change-Id: I${base}`,
    );
    git(checkout, ['reset', '-q', '--hard', base]);
    git(origin, ['update-ref', '-d', 'refs/for/main']);
    await night();
    expect(git(origin, ['log', '-1', '--format=%(trailers)', 'refs/for/main'])).toBe(
      `Change-Id: I${base}`,
    );
  },
);
