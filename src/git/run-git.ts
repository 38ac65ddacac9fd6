import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { devNull } from 'node:os';

/** A git command that ended with an error. */
export class GitFailed extends Error {
  override name = 'GitFailed';
  /** First line of what git said, without its `fatal: `. */
  readonly reason: string;

  constructor(args: readonly string[], code: number | string, stderr: string) {
    const lines = stderr.split('\n').filter((line) => line.trim() !== '');
    const said = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines[0];
    const reason = said?.replace(/^(?:fatal|error): /, '') ?? `ended with ${code}`;
    super(`git ${args.join(' ')}: ${reason}`);
    this.reason = reason;
  }
}

/** Variables that would point git at another repository: set where a hook started this program. */
const pointing = new Set([
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_NAMESPACE'],
  ...['GIT_GRAFT_FILE', 'GIT_SHALLOW_FILE', 'GIT_REPLACE_REF_BASE', 'GIT_IMPLICIT_WORK_TREE'],
]);

/** The machine's environment without some of git's variables; nobody is asked for anything. */
function withoutGit(drop: (name: string) => boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !drop(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
}

/**
 * The one environment in which repositories are read: nothing of the machine's or the user's
 * configuration, no replacement objects and grafts, no network (a partial clone must answer that an
 * object is missing, never fetch it one by one), no locks taken.
 */
function readingEnvironment(): NodeJS.ProcessEnv {
  return {
    ...withoutGit((name) => name.startsWith('GIT_')),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_GRAFT_FILE: devNull,
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // Older git knows no GIT_NO_LAZY_FETCH; without a transport it cannot fetch either.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

/**
 * For clone and fetch: the user's own proxy, credentials and address rewriting hold, but nobody is
 * asked, and an address cannot name a program to run (`ext::`).
 */
function fetchingEnvironment(): NodeJS.ProcessEnv {
  return {
    ...withoutGit((name) => pointing.has(name)),
    GIT_ALLOW_PROTOCOL: 'file:https:ssh',
  };
}

/** Options of every reading command; a repository's own configuration must not change answers. */
const readingOptions = [
  '--no-pager',
  ...['-c', 'safe.directory=*'],
  ...['-c', 'log.showRoot=true'],
  ...['-c', 'log.showSignature=false'],
  ...['-c', 'core.quotePath=false'],
  // Deltas are resolved from cached bases: at 256 MiB reading a history takes a third less.
  ...['-c', 'core.deltaBaseCacheLimit=256m'],
];

/** @param limitMs after which it is ended; default: it lives as long as who reads it, which has limits */
export function startReading(
  gitDir: string,
  args: readonly string[],
  limitMs?: number,
): ChildProcess {
  return spawn('git', [...readingOptions, `--git-dir=${gitDir}`, ...args], {
    env: readingEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: limitMs,
  });
}

/** Hands a started command's output on, chunk by chunk; rejects with {@link GitFailed}. */
export async function follow(
  child: ChildProcess,
  args: readonly string[],
  take: (chunk: Buffer) => void,
): Promise<void> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (stderr.length < 64 * 1024) stderr += chunk.toString('utf8');
  });
  // A process that ended before it read all its input is judged by its exit code.
  child.stdin?.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        child.kill('SIGKILL');
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'no git on this machine' : error.message;
      reject(new GitFailed(args, 'an error', why));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new GitFailed(args, code ?? signal ?? 'no exit code', stderr));
    });
  });
}

/** However large a history or slow a disk: one command of reading ends, in ms. */
const readingLimitMs = 10 * 60_000;

/**
 * Runs a reading command to its end and gives all of its output.
 *
 * @throws GitFailed, also where it took longer than `limitMs`
 */
export async function readGit(
  gitDir: string,
  args: readonly string[],
  limitMs = readingLimitMs,
): Promise<Buffer> {
  const child = startReading(gitDir, args, limitMs);
  child.stdin?.end();
  const chunks: Buffer[] = [];
  await follow(child, args, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

/** Is there a git on this machine? */
export function hasGit(): boolean {
  const { status } = spawnSync('git', ['--version'], { stdio: 'ignore', timeout: readingLimitMs });
  return status === 0;
}

/** A server that sends less than 1,000 bytes a second for a minute has stalled. */
const fetchingOptions = [
  ...['-c', 'http.lowSpeedLimit=1000'],
  ...['-c', 'http.lowSpeedTime=60'],
  // Where an address leads on to is looked at first, see redirect.ts.
  ...['-c', 'http.followRedirects=false'],
];

/** However slowly a server sends: a fetch ends, in ms. */
export const fetchLimitMs = 30 * 60_000;

/** Runs a command that may use the network, in `folder`. */
export async function fetchGit(args: readonly string[], folder: string): Promise<string> {
  const child = spawn('git', [...fetchingOptions, ...args], {
    cwd: folder,
    env: fetchingEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: fetchLimitMs,
  });
  const chunks: Buffer[] = [];
  await follow(child, args, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Cuts a stream of bytes at NUL, the one byte that no path holds. */
export class NulSplitter {
  #rest: Buffer = Buffer.alloc(0);
  readonly #take: (token: Buffer) => void;

  constructor(take: (token: Buffer) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      this.#take(bytes.subarray(start, end));
      start = end + 1;
    }
    this.#rest = bytes.subarray(start);
  }
}
