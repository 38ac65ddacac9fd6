import { ownText } from '../ground/own-text.ts';
import type { Change } from './object-source.ts';
import { pathText } from './path-text.ts';
import { UnreadableRepository } from './read-problem.ts';
import { follow, NulSplitter, startReading } from './run-git.ts';

/** Of all commits that are read together. */
const mostChanges = 20_000_000;

/**
 * What each commit changed compared with its first parent, in the order of `git log`.
 *
 * @param which further arguments of `git log`: which commits, and in what order
 * @param paths patterns (`glob` of gitglossary's pathspec) of the paths that are told; default, all
 */
export async function readChanges(
  gitDir: string,
  which: readonly string[],
  visit: (commit: string, changes: Change[]) => void,
  paths: readonly string[] = [],
): Promise<void> {
  const args = [
    ...['log', '--raw', '-z', '--diff-merges=first-parent', '--no-abbrev', '--no-renames'],
    ...['--no-ext-diff', '--ignore-submodules=none', '--format=tformat:%H', ...which, '--'],
    ...paths.map((path) => `:(top,glob)${path}`),
  ];
  let commit: string | undefined;
  let count = 0;
  let changes: Change[] = [];
  // The same names come again and again: each is kept once.
  const names = new Map<string, string>();
  const once = (name: string) => {
    let known = names.get(name);
    if (known === undefined) names.set(name, (known = name));
    return known;
  };
  let entry: { before: string | null; after: string | null } | undefined;
  const end = () => {
    if (commit !== undefined) visit(commit, changes);
  };
  // A commit, then for each change its modes and blobs, then its path: after those the next token
  // is a path whatever it holds, so no name can pass for anything else.
  const splitter = new NulSplitter((token) => {
    if (entry !== undefined) {
      if (++count > mostChanges) {
        const message = `not read: more than ${mostChanges} changes of files`;
        throw new UnreadableRepository({ code: 'too-large', message });
      }
      if (entry.before !== null || entry.after !== null) {
        changes.push({ path: once(pathText(token)), ...entry });
      }
      entry = undefined;
      return;
    }
    const head = token.toString('latin1').trimStart();
    if (head.startsWith(':')) {
      const [oldMode = '', newMode = '', before = '', after = ''] = head.slice(1).split(' ');
      entry = {
        before: isRegular(oldMode) ? once(ownText(before)) : null,
        after: isRegular(newMode) ? once(ownText(after)) : null,
      };
    } else {
      end();
      commit = head;
      changes = [];
    }
  });
  const child = startReading(gitDir, args);
  child.stdin?.end();
  await follow(child, args, (chunk) => {
    splitter.push(chunk);
  });
  end();
}

/** 100644, 100755 and the 100664 of old; 120000 is a symbolic link, 160000 a submodule. */
export function isRegular(mode: string): boolean {
  return mode.startsWith('100');
}
