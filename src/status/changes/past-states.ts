import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkOutFiles } from '../../git/check-out-files.ts';
import { GitObjects } from '../../git/git-objects.ts';
import type { Repository } from '../../git/repository.ts';
import { asRead } from '../../proposal/read-text.ts';
import { salvaged } from '../../proposal/salvaged-front-matter.ts';
import { loadReports } from '../load-reports.ts';
import { readFile, registryPath } from './files-of-proposals.ts';
import type { KeptStates } from './kept-states.ts';
import { faultyState, proposalState, type ProposalState } from './proposal-state.ts';

/** No file below `proposals/` that is read is larger. */
const largestBytes = 128 * 1024 * 1024;

/** What a commit has below `proposals/`: blobs by path. */
export type Files = ReadonlyMap<string, string>;

/** Derives proposals as they were at a commit, by the rules of today. */
export class PastStates {
  readonly #objects: GitObjects;
  readonly #kept: KeptStates;

  constructor(repository: Repository, kept: KeptStates) {
    this.#objects = new GitObjects(repository);
    this.#kept = kept;
  }

  /**
   * @param files all of `proposals/` at the commit
   * @throws {LacksBlobs}
   */
  async of(name: string, number: number, files: Files): Promise<ProposalState> {
    const mine = [...files]
      .filter(([path]) => path === registryPath || readFile(path)?.name === name)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const others = [...new Set([...files.keys()].flatMap((path) => readFile(path)?.name ?? []))];
    return this.#kept.of([name, mine, others.sort()], () =>
      this.#derived(name, number, mine, others),
    );
  }

  async #derived(
    name: string,
    number: number,
    mine: readonly (readonly [string, string])[],
    others: readonly string[],
  ): Promise<ProposalState> {
    let lost: string[] = [];
    await using out = await checkOutFiles(this.#objects, mine, largestBytes, (path, content) => {
      if (path !== `${name}/index.md`) return content;
      const usable = salvaged(name, asRead(content.toString('utf8')));
      lost = usable?.lost ?? [];
      return usable?.text ?? content;
    });
    // That they are there is all that is asked of the others.
    for (const other of others) await mkdir(join(out.root, other), { recursive: true });
    const { reports, registry, problems } = await loadReports(out.root, { past: true });
    const report = reports.find(({ proposal }) => proposal.name === name);
    if (report === undefined) return faultyState(name, number);
    const older = problems.filter(
      ({ code, file }) => code === 'older-engine' && file.includes(`${name}/adoption/`),
    );
    const ids = older.map(({ file }) => basename(file, '.json'));
    return proposalState(report, registry, new Set(ids), lost);
  }
}
