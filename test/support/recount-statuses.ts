import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ownRepository } from '../../src/git/own-repository.ts';
import type { LearnedChange } from '../../src/status/changes/change.ts';
import { changesSince } from '../../src/status/changes/changes-since.ts';
import { KeptStates } from '../../src/status/changes/kept-states.ts';

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();

/**
 * A test that what the digest tells of statuses between these commits is what a recount finds.
 *
 * @param folder of the proposal, absolute
 * @param commits oldest first; a checkout without them cannot tell
 */
export function testDigestBetween(folder: string, commits: readonly string[]): void {
  test.skipIf(!hasHistory(commits))(
    'between its readings the digest tells every status that reads otherwise, and no other',
    { timeout: 900_000 },
    async () => {
      const found = await recountOfEach(folder, commits);
      for (const { counted, told } of found) expect(told).toEqual(counted);
      expect(found.flatMap(({ counted }) => counted).length).toBeGreaterThan(5);
    },
  );
}

/** Has this checkout all of these commits in its own line? */
function hasHistory(commits: readonly string[]): boolean {
  try {
    const line = git('rev-list', '--first-parent', 'HEAD').split('\n');
    return commits.every((commit) => line.includes(commit));
  } catch {
    return false;
  }
}

const rowsSchema = z.array(
  z.object({ project: z.string(), stage: z.string(), status: z.string() }),
);

/** `project stage: status` of every row as the program of a commit derives it from the data of that commit. */
async function tableAt(commit: string, number: number): Promise<Map<string, string>> {
  // Below this project, whose packages it finds.
  await mkdir('.cache', { recursive: true });
  const folder = await mkdtemp(resolve('.cache', 'recount-'));
  try {
    const parts = ['package.json', 'scripts', 'src', 'proposals'];
    const mostBytes = 512 * 1024 * 1024;
    const tar = execFileSync('git', ['archive', '--format=tar', commit, '--', ...parts], {
      maxBuffer: mostBytes,
    });
    execFileSync('tar', ['-x', '-C', folder], { input: tar });
    const args = ['scripts/status.ts', '--json', '--proposal', String(number)];
    // 3: something was not read, and says so in its rows.
    const { stdout, status } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 600_000,
      maxBuffer: mostBytes,
    });
    if (status !== 0 && status !== 3) throw new Error(`${commit}: ${args.join(' ')}: ${status}`);
    const rows = rowsSchema.parse(JSON.parse(stdout));
    return new Map(rows.map(({ project, stage, status: of }) => [`${project} ${stage}`, of]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const isSilent = new Set(['unknown', 'not affected']);

/** A status that reads otherwise: `project stage: before → after`. */
type Otherwise = string;

/**
 * Between neighbours of these commits, oldest first: what is counted anew, and what the digest tells.
 */
async function recountOfEach(
  folder: string,
  commits: readonly string[],
): Promise<{ counted: Otherwise[]; told: Otherwise[] }[]> {
  const number = Number(basename(folder).slice(0, 4));
  const own = await ownRepository(dirname(folder));
  const { changes } = await changesSince(
    own,
    { commit: commits[0] ?? '' },
    new KeptStates(resolve('.cache/states')),
  );
  const rows = changes.filter(
    ({ kind, proposal }) => (kind === 'status' || kind === 'reading') && proposal === number,
  );
  const found: { counted: Otherwise[]; told: Otherwise[] }[] = [];
  let before = await tableAt(commits[0] ?? '', number);
  for (const [i, commit] of commits.slice(1).entries()) {
    const after = await tableAt(commit, number);
    const line = git('rev-list', '--first-parent', `${commits[i] ?? ''}..${commit}`).split('\n');
    const between = rows.filter(({ learned }) => line.includes(learned.commit));
    found.push({ counted: counted(before, after), told: told(between) });
    before = after;
  }
  return found;
}

function counted(before: Map<string, string>, after: Map<string, string>): Otherwise[] {
  return (
    [...after]
      .filter(([key, status]) => before.get(key) !== status)
      // What was not there, and still says nothing, is no news.
      .filter(([key, status]) => before.has(key) || !isSilent.has(status))
      .map(([key, status]) => `${key}: ${before.get(key) ?? 'none'} → ${status}`)
      .sort()
  );
}

/** Each row from where its first change left to where its last one led. */
function told(changes: readonly LearnedChange[]): Otherwise[] {
  const rows = new Map<string, [from: string, to: string]>();
  for (const { projects, subject, from, to } of changes) {
    for (const project of projects) {
      const key = `${project} ${subject}`;
      rows.set(key, [rows.get(key)?.[0] ?? from ?? 'none', to ?? 'none']);
    }
  }
  return [...rows]
    .filter(([, [before, after]]) => before !== after)
    .map(([key, [before, after]]) => `${key}: ${before} → ${after}`)
    .sort();
}
