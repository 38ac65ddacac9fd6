import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A path: text, or bytes where they are not UTF-8. */
export type PathLike = string | Buffer;

export interface Entry {
  path: PathLike;
  /** Bytes of a file, target of a symbolic link, commit of a submodule; null removes the path. */
  content: string | Buffer | null;
  mode?: '100644' | '100755' | '120000' | '160000';
}

export interface CommitSpec {
  /** Seconds since 1970. */
  time: number;
  entries: Entry[];
  /** A side branch's commit is made first and merged by this one. */
  merges?: { time: number; entries: Entry[] };
}

/** A folder for one test file, gone when `remove` is called. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'adoption-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Runs git, apart from the machine's configuration, and gives what it printed. */
export function git(folder: string, args: string[], input?: Buffer): string {
  const result = spawnSync('git', args, {
    cwd: folder,
    input,
    maxBuffer: 256 * 1024 * 1024,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.org',
    },
  });
  if (result.status !== 0) {
    throw new Error(`git ${args.join(' ')}: ${result.stderr.toString('utf8')}`);
  }
  return result.stdout.toString('utf8').trim();
}

/**
 * A bare repository with these commits on `main`, written by `git fast-import`, so that any bytes may
 * stand in names.
 *
 * @returns the commits' ids, oldest first, side branches left out
 */
export function writeHistory(folder: string, commits: readonly CommitSpec[]): string[] {
  git(tmpdir(), ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  const parts: Buffer[] = [];
  const say = (line: string) => parts.push(Buffer.from(`${line}\n`));
  let mark = 0;
  let last: number | undefined;
  const commit = (ref: string, { time, entries }: CommitSpec, parent?: number, merge?: number) => {
    mark++;
    say(`commit ${ref}`);
    say(`mark :${mark}`);
    say(`committer a <a@example.org> ${time} +0000`);
    say('data 1\nx');
    if (parent !== undefined) say(`from :${parent}`);
    if (merge !== undefined) say(`merge :${merge}`);
    for (const entry of entries) parts.push(...change(entry));
    say('');
    return mark;
  };
  const marks: number[] = [];
  for (const spec of commits) {
    let side: number | undefined;
    if (spec.merges !== undefined && last !== undefined) {
      side = commit('refs/heads/side', spec.merges, last);
    }
    last = commit('refs/heads/main', spec, last, side);
    marks.push(last);
  }
  say('done');
  const marksFile = join(folder, 'marks');
  git(
    folder,
    ['fast-import', '--quiet', '--done', `--export-marks=${marksFile}`],
    Buffer.concat(parts),
  );
  const ids = new Map(
    git(folder, ['rev-list', '--first-parent', '--reverse', 'main'])
      .split('\n')
      .map((id, i) => [marks[i], id]),
  );
  return marks.map((one) => ids.get(one) ?? '');
}

function change({ path, content, mode = '100644' }: Entry): Buffer[] {
  const name = quoted(path);
  if (content === null) return [Buffer.from(`D ${name}\n`)];
  const bytes = Buffer.from(content);
  if (mode === '160000') return [Buffer.from(`M 160000 ${bytes.toString('utf8')} ${name}\n`)];
  return [
    Buffer.from(`M ${mode} inline ${name}\ndata ${bytes.length}\n`),
    bytes,
    Buffer.from('\n'),
  ];
}

/** Every byte in octal: no name needs more care than another. */
function quoted(path: PathLike): string {
  const bytes = [...Buffer.from(path)];
  return `"${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
}

/** Noon of a day, UTC, in seconds since 1970. */
export function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`) / 1000;
}
