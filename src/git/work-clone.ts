import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import type { Repository } from './repository.ts';
import { fetchGit, readGit } from './run-git.ts';
import { workTree } from './work-tree.ts';

/** The commit that this program made in a clone last: where somebody went on from it, it is theirs. */
const madeRef = 'refs/crossplan/made';

/** No hook of a repository or a template runs, and a path is a path, whatever is in it. */
const careful = [
  '-c',
  `core.hooksPath=${devNull}`,
  '-c',
  'core.autocrlf=false',
  '--literal-pathspecs',
];

/** A clone of this program's own with a work tree, in which one change is made. */
export class WorkClone {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * The clone in a folder; it is made where it is not there yet, and then borrows the objects of the
   * repository that it is made from.
   */
  static async at(folder: string, from: Repository): Promise<WorkClone> {
    const there = await stat(join(folder, '.git')).catch(() => undefined);
    if (there === undefined) {
      await mkdir(dirname(folder), { recursive: true });
      // One that was cut off is never taken for a whole one.
      const beside = `${folder}.${randomUUID()}.part`;
      const args = ['clone', '--quiet', '--shared', '--no-checkout', '--no-tags'];
      try {
        await fetchGit([...careful, ...args, '--', from.gitDir, beside], dirname(folder));
        const clone = new WorkClone(beside);
        await clone.#git(['checkout', '--quiet', '--force', '--detach', from.head]);
        await rename(beside, folder);
      } finally {
        await rm(beside, { recursive: true, force: true });
      }
      await new WorkClone(folder).#git(['update-ref', madeRef, from.head]);
    }
    const clone = new WorkClone(folder);
    await clone.#bring(from);
    return clone;
  }

  get gitDir(): string {
    return join(this.folder, '.git');
  }

  /** Why this program may not go on here; undefined: nobody has been at work in it. */
  async touched(): Promise<string | undefined> {
    const tree = await workTree(this.folder);
    const [dirty] = tree?.dirty ?? [];
    if (dirty !== undefined) return `it is dirty: ${dirty}`;
    const [head, made] = await Promise.all([this.#id('HEAD'), this.#id(madeRef)]);
    return head === made ? undefined : `somebody went on from ${made?.slice(0, 12) ?? 'there'}`;
  }

  /** Checks out a commit as a branch. */
  async begin(branch: string, commit: string): Promise<void> {
    await this.#git(['checkout', '--quiet', '-B', branch, commit]);
    await this.#git(['update-ref', madeRef, commit]);
  }

  /**
   * Commits files, under the name that git has for whoever runs this.
   *
   * @returns the commit
   */
  async commit(paths: readonly string[], message: string): Promise<string> {
    const args = ['commit', '--quiet', '--no-verify', '--cleanup=whitespace', '-m', message];
    await this.#git([...args, '--only', '--', ...paths]);
    await this.#git(['update-ref', madeRef, 'HEAD']);
    return (await this.#id('HEAD')) ?? '';
  }

  /** Takes back what was done since a commit. */
  async drop(commit: string): Promise<void> {
    await this.#git(['reset', '--quiet', '--hard', commit]);
    await this.#git(['update-ref', madeRef, commit]);
  }

  /** Sends a commit to a repository. */
  async push(to: string, refspec: string): Promise<void> {
    await this.#git(['push', '--quiet', '--', to, refspec]);
  }

  async #bring({ gitDir, head }: Repository): Promise<void> {
    if ((await this.#id(`${head}^{commit}`)) !== undefined) return;
    await this.#git(['fetch', '--quiet', '--no-tags', '--', gitDir, head]);
  }

  async #id(name: string): Promise<string | undefined> {
    const args = ['rev-parse', '--quiet', '--verify', name];
    return readGit(this.gitDir, args).then(
      (said) => said.toString('utf8').trim(),
      () => undefined,
    );
  }

  async #git(args: readonly string[]): Promise<void> {
    await fetchGit([...careful, ...args], this.folder);
  }
}
