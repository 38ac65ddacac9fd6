import type { Absent, Change, Commit, ObjectSource, TreeFile } from './object-source.ts';
import { BatchReader } from './cat-file-batch.ts';
import { pathText } from './path-text.ts';
import { UnreadableRepository } from './read-problem.ts';
import type { Repository } from './repository.ts';
import { follow, NulSplitter, readGit, startReading } from './run-git.ts';

/** Reads a repository with git's own commands; the reference for every other source of objects. */
export class GitObjects implements ObjectSource {
  readonly #repository: Repository;
  #present: Set<string> | undefined;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  async commits(): Promise<Commit[]> {
    const { gitDir, head } = this.#repository;
    const args = ['rev-list', '--first-parent', '--reverse', '--timestamp', head];
    const lines = (await readGit(gitDir, args)).toString('latin1').split('\n');
    return lines.flatMap((line) => {
      const [time, id] = line.split(' ');
      return id === undefined ? [] : [{ id, time: Number(time) }];
    });
  }

  async tree(commit: string): Promise<TreeFile[]> {
    const files: TreeFile[] = [];
    let entries = 0;
    await this.#tokens(['ls-tree', '-r', '-z', '--full-tree', commit], (token) => {
      if (++entries > mostFiles) throw tooLarge(`more than ${mostFiles} files in one commit`);
      const tab = token.indexOf(0x09);
      const [mode = '', , blob = ''] = token.toString('latin1', 0, tab).split(' ');
      if (isRegular(mode)) files.push({ path: pathText(token.subarray(tab + 1)), blob });
    });
    return files;
  }

  async changes(from: string, visit: (commit: string, changes: Change[]) => void): Promise<void> {
    const args = [
      ...['log', '--first-parent', '--reverse', '--raw', '-z', '--diff-merges=first-parent'],
      ...['--no-abbrev', '--no-renames', '--no-ext-diff', '--ignore-submodules=none'],
      ...['--format=tformat:%H', `${from}..${this.#repository.head}`, '--'],
    ];
    let commit: string | undefined;
    let count = 0;
    let changes: Change[] = [];
    let entry: { before: string | null; after: string | null } | undefined;
    const end = () => {
      if (commit !== undefined) visit(commit, changes);
    };
    // A commit, then for each change its modes and blobs, then its path: after those the next token
    // is a path whatever it holds, so no name can pass for anything else.
    await this.#tokens(args, (token) => {
      if (entry !== undefined) {
        if (++count > mostChanges) throw tooLarge(`more than ${mostChanges} changes of files`);
        if (entry.before !== null || entry.after !== null) {
          changes.push({ path: pathText(token), ...entry });
        }
        entry = undefined;
        return;
      }
      const head = token.toString('latin1').trimStart();
      if (head.startsWith(':')) {
        const [oldMode = '', newMode = '', before = '', after = ''] = head.slice(1).split(' ');
        entry = {
          before: isRegular(oldMode) ? before : null,
          after: isRegular(newMode) ? after : null,
        };
      } else {
        end();
        commit = head;
        changes = [];
      }
    });
    end();
  }

  async blobs(
    ids: Iterable<string>,
    limit: number,
    visit: (id: string, content: Buffer | Absent) => void,
  ): Promise<void> {
    let wanted = [...new Set(ids)];
    if (this.#repository.partial) {
      const present = await this.#allPresent();
      for (const id of wanted) if (!present.has(id)) visit(id, { missing: true });
      wanted = wanted.filter((id) => present.has(id));
    }
    const { gitDir } = this.#repository;
    const reader = new BatchReader(gitDir);
    const readable = await reader.sizes(wanted, limit, visit);
    // Two processes, each with a stretch of the history to itself, so that versions of a file that
    // are stored as differences of one another stay together.
    const half = readable.length < enoughForTwo ? readable.length : readable.length >> 1;
    await Promise.all([
      reader.contents(readable.slice(0, half), visit),
      reader.contents(readable.slice(half), visit),
    ]);
  }

  /**
   * Every object of a partial clone: asking its git for an absent one ends the process instead of
   * answering.
   */
  async #allPresent(): Promise<Set<string>> {
    if (this.#present !== undefined) return this.#present;
    const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)'];
    const lines = (await readGit(this.#repository.gitDir, args)).toString('latin1').split('\n');
    return (this.#present = new Set(lines));
  }

  async #tokens(args: string[], take: (token: Buffer) => void): Promise<void> {
    const child = startReading(this.#repository.gitDir, args);
    child.stdin?.end();
    const splitter = new NulSplitter(take);
    await follow(child, args, (chunk) => {
      splitter.push(chunk);
    });
  }
}

/** A tree of a few objects can name files without end. */
const mostFiles = 1_000_000;
/** Of all commits that are read together. */
const mostChanges = 20_000_000;

function tooLarge(what: string): UnreadableRepository {
  return new UnreadableRepository({ code: 'too-large', message: `not read: ${what}` });
}

/** From so many blobs on, a second process is worth its start. */
const enoughForTwo = 2000;

/** 100644, 100755 and the 100664 of old; 120000 is a symbolic link, 160000 a submodule. */
function isRegular(mode: string): boolean {
  return mode.startsWith('100');
}
