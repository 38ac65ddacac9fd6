import type { Absent, Change, Commit, ObjectSource, TreeFile } from './object-source.ts';
import { BatchReader } from './cat-file-batch.ts';
import { pathText } from './path-text.ts';
import { isRegular, readChanges } from './raw-changes.ts';
import { UnreadableRepository } from './read-problem.ts';
import type { Repository } from './repository.ts';
import { follow, GitFailed, NulSplitter, readGit, startReading } from './run-git.ts';

/** Reads a repository with git's own commands; the reference for every other source of objects. */
export class GitObjects implements ObjectSource {
  readonly #repository: Repository;
  #present: Set<string> | undefined;
  /** The head's, which several questions are put to. */
  #head: Promise<TreeFile[]> | undefined;

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

  async commitsAfter(commit: string): Promise<Commit[] | undefined> {
    const { gitDir, head } = this.#repository;
    if (commit === head) return [];
    const which = ['--first-parent', '--reverse', '--timestamp', '--parents', `${commit}..${head}`];
    let lines: string[];
    try {
      lines = (await readGit(gitDir, ['rev-list', ...which])).toString('latin1').split('\n');
    } catch (error) {
      // It is not there any more: the history was written anew.
      if (error instanceof GitFailed) return undefined;
      throw error;
    }
    let parent: string | undefined = commit;
    const line: Commit[] = [];
    for (const text of lines) {
      const [time, id, first] = text.split(' ');
      if (id === undefined) continue;
      // What leaves the line before the commit is reached leads on from another.
      if (first !== parent) return undefined;
      line.push({ id, time: Number(time) });
      parent = id;
    }
    return line.length > 0 ? line : undefined;
  }

  async tree(commit: string): Promise<TreeFile[]> {
    if (commit !== this.#repository.head) return this.#tree(commit);
    return (this.#head ??= this.#tree(commit));
  }

  async #tree(commit: string): Promise<TreeFile[]> {
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
    const which = ['--first-parent', '--reverse', `${from}..${this.#repository.head}`];
    await readChanges(this.#repository.gitDir, which, visit);
  }

  async blobs(
    ids: Iterable<string>,
    limit: number,
    visit: (id: string, content: Buffer | Absent) => void,
  ): Promise<void> {
    let wanted = [...new Set(ids)];
    if (wanted.length === 0) return;
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

function tooLarge(what: string): UnreadableRepository {
  return new UnreadableRepository({ code: 'too-large', message: `not read: ${what}` });
}

/** From so many blobs on, a second process is worth its start. */
const enoughForTwo = 2000;
