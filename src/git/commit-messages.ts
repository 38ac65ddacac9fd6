import { instant } from '../ground/instant.ts';
import { follow, readGit, startReading } from './run-git.ts';

/** A commit as far as reviews are read from it. */
export interface Commit {
  hash: string;
  parents: string[];
  /** The author's public name, by the repository's mailmap. */
  author: string;
  committed: string | undefined;
  message: string;
  /** The branch that it was found on. */
  branch: string;
  /** When it came onto the branch: the date of the merge that brought it. */
  merged?: string | undefined;
}

/** Names of the branches, the one that HEAD names first. */
export async function branchesOf(gitDir: string): Promise<string[]> {
  const head = (await output(gitDir, ['rev-parse', '--symbolic-full-name', 'HEAD'])).trim();
  const all = await output(gitDir, ['for-each-ref', '--format=%(refname)', 'refs/heads/']);
  const names = all.split('\n').filter((name) => name !== '' && name !== head);
  return [head, ...names.sort()].map((name) => name.replace(/^refs\/heads\//, ''));
}

async function output(gitDir: string, args: readonly string[]): Promise<string> {
  return (await readGit(gitDir, args)).toString('utf8');
}

/**
 * Which commits a branch got since a day, as arguments of `git log`: all that its first-parent line
 * did not have before. A commit that was made earlier and merged later is one of them.
 *
 * @param since day, `YYYY-MM-DD` in UTC, included
 * @param without branches whose commits are left out
 */
export async function newCommits(
  gitDir: string,
  branch: string,
  since: string,
  without: readonly string[] = [],
): Promise<string[]> {
  const ref = `refs/heads/${branch}`;
  const before = Date.parse(`${since}T00:00:00Z`) / 1000 - 1;
  const last = ['rev-list', '--first-parent', '--max-count=1', `--before=${before}`, ref, '--'];
  const base = (await output(gitDir, last)).trim();
  const left = without.map((name) => `^refs/heads/${name}`);
  return ['--topo-order', ref, ...(base === '' ? [] : [`^${base}`]), ...left];
}

/**
 * The commits that a branch got since a day and that the branches in `without` do not have, each
 * with the date on which it merged; merge commits among them.
 */
export async function commitsOf(
  gitDir: string,
  branch: string,
  since: string,
  without: readonly string[] = [],
): Promise<Commit[]> {
  const commits: Commit[] = [];
  let rest = Buffer.alloc(0);
  const format = '--format=%H%x1f%P%x1f%aN%x1f%cI%x1f%B';
  const args = ['log', '-z', format, ...(await newCommits(gitDir, branch, since, without)), '--'];
  const child = startReading(gitDir, args);
  child.stdin?.end();
  await follow(child, args, (chunk) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      commits.push(...parseCommit(bytes.toString('utf8', start, end), branch));
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
  });
  commits.push(...parseCommit(rest.toString('utf8'), branch));
  dateMerges(commits);
  return commits;
}

function parseCommit(text: string, branch: string): Commit[] {
  const [hash = '', parents = '', author = '', committed = '', ...message] = text.split('\u001f');
  if (!/^[0-9a-f]{40,64}$/.test(hash)) return [];
  return [
    {
      hash,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      author,
      committed: instant(committed),
      message: message.join('\u001f'),
      branch,
    },
  ];
}

/**
 * Dates every commit by the merge that brought it onto the first-parent line. What is on that line
 * itself came on its own date.
 */
function dateMerges(commits: readonly Commit[]): void {
  const byHash = new Map(commits.map((commit) => [commit.hash, commit]));
  const line: Commit[] = [];
  for (let at = commits[0]; at !== undefined; at = byHash.get(at.parents[0] ?? '')) line.push(at);
  for (const commit of line) commit.merged = commit.committed;
  // The oldest merge that reaches a commit is the one that brought it.
  for (const merge of line.toReversed()) {
    const open = merge.parents.slice(1);
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      const commit = byHash.get(hash);
      if (commit === undefined || commit.merged !== undefined) continue;
      commit.merged = merge.committed;
      open.push(...commit.parents);
    }
  }
}
