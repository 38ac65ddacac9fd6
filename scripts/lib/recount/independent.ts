import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A count at a commit that knows nothing of the engine; `unread` files may hold more. */
export interface Recounted {
  count: number;
  unread: number;
}

const environment = {
  ...process.env,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
};
const mostOutput = 1024 * 1024 * 1024;
/** For all commits of a repository together, in ms. */
const limitMs = 60 * 60_000;

/** Lines that hold a word in files of these endings, by `git grep`. */
export function grepLines(
  gitDir: string,
  commits: readonly string[],
  word: string,
  endings: readonly string[],
): Map<string, Recounted> {
  const patterns = endings.map((ending) => `*.${ending}`);
  return new Map(
    commits.map((commit) => {
      const args = ['grep', '-a', '-c', '-h', '-F', '-e', word, commit, '--', ...patterns];
      const out = run('git', [...inDirectory(gitDir), ...args], '', [0, 1]).toString('utf8');
      const lines = out.split('\n').filter((line) => line !== '');
      return [commit, { count: lines.reduce((sum, line) => sum + Number(line), 0), unread: 0 }];
    }),
  );
}

const program = fileURLToPath(new URL('python-imports.py', import.meta.url));

/** Import statements of a module in Python files, by Python's own `ast`. */
export function pythonImports(
  gitDir: string,
  commits: readonly string[],
  module: string,
): Map<string, Recounted> {
  const out = run('/usr/bin/python3', [program, gitDir, module], commits.join('\n'), [0]).toString(
    'utf8',
  );
  return new Map(
    out
      .trim()
      .split('\n')
      .map((line) => {
        const [commit = '', count, unread] = line.split(' ');
        return [commit, { count: Number(count), unread: Number(unread) }];
      }),
  );
}

/** What git says in a repository. */
export function gitBytes(gitDir: string, args: readonly string[], input = ''): Buffer {
  return run('git', [...inDirectory(gitDir), ...args], input, [0]);
}

function inDirectory(gitDir: string): string[] {
  return ['-c', 'safe.directory=*', `--git-dir=${gitDir}`];
}

function run(
  command: string,
  args: readonly string[],
  input: string,
  allowed: readonly number[],
): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    env: environment,
    maxBuffer: mostOutput,
    timeout: limitMs,
  });
  if (error !== undefined) throw error;
  if (!allowed.includes(status ?? -1))
    throw new Error(`${command}: ${stderr.toString('utf8').trim()}`);
  return stdout;
}
