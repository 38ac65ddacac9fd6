import { LacksBlobs } from '../../git/check-out-files.ts';
import type { FolderCommit } from '../../git/folder-history.ts';
import { changeKinds, type Change, type LearnedChange } from './change.ts';
import { compareProposals, isWhole, mended } from './compare-proposals.ts';
import { readFile, registryPath } from './files-of-proposals.ts';
import type { Files, PastStates } from './past-states.ts';
import type { ProposalState } from './proposal-state.ts';

/** Goes from state to state, and keeps for each proposal the last one that could be used. */
export class Walk {
  readonly changes: LearnedChange[] = [];
  readonly unknown: string[];
  readonly #past: PastStates;
  /** Keyed by number: a folder may get another name. */
  readonly #last = new Map<number, ProposalState>();
  /** Those that were of use once, and are not now. */
  readonly #faulty = new Set<number>();

  constructor(past: PastStates, unknown: string[]) {
    this.#past = past;
    this.unknown = unknown;
  }

  async begin(files: Files): Promise<void> {
    this.#last.clear();
    for (const [number, name] of proposalsIn(files)) {
      const state = await this.#state(name, number, files);
      if (state !== undefined) this.#last.set(number, state);
    }
  }

  async step(files: Files, commit: FolderCommit, date: string): Promise<void> {
    const paths = [...commit.files.keys()];
    const touched = new Set(paths.flatMap((path) => readFile(path)?.number ?? []));
    const all = proposalsIn(files);
    const isRegistry = paths.includes(registryPath);
    const numbers = isRegistry ? new Set([...all.keys(), ...this.#last.keys()]) : touched;
    for (const number of [...numbers].sort((a, b) => a - b)) {
      const name = all.get(number);
      const before = this.#last.get(number);
      const now = name === undefined ? undefined : await this.#state(name, number, files);
      // What a clone lacks is not known: the next one that is there is compared.
      if (name !== undefined && now === undefined) continue;
      this.#tell(before, now, { commit: commit.id, date });
      if (now === undefined) this.#last.delete(number);
      else if (isWhole(now) || before === undefined) {
        // What is not known now is as it was when it was known last.
        this.#last.set(number, { ...now, reviews: now.reviews ?? before?.reviews ?? null });
      }
    }
  }

  #tell(
    before: ProposalState | undefined,
    now: ProposalState | undefined,
    learned: LearnedChange['learned'],
  ): void {
    const found = this.#compared(before, now);
    if (before !== undefined && now !== undefined && !isWhole(before) && isWhole(now)) {
      const day = learned.date.slice(0, 10);
      this.unknown.push(`what ${now.name} said before ${day}: this version cannot use it`);
    }
    const lost =
      now === undefined ? [] : (before?.lost ?? []).filter((key) => !now.lost.includes(key));
    if (lost.length > 0) {
      const day = learned.date.slice(0, 10);
      const name = now?.name ?? '';
      this.unknown.push(`${lost.join(', ')} of ${name} before ${day}: written by earlier rules`);
    }
    if (found.some(({ because }) => because === 'format')) {
      const day = learned.date.slice(0, 10);
      const name = now?.name ?? before?.name ?? '';
      this.unknown.push(
        `statuses of ${name} before ${day}: they were read in a form that is not read any more`,
      );
    }
    const order = (kind: LearnedChange['kind']) => changeKinds.indexOf(kind);
    this.changes.push(
      ...found
        .toSorted((a, b) => order(a.kind) - order(b.kind))
        .map((one) => ({ ...one, learned })),
    );
  }

  #compared(before: ProposalState | undefined, now: ProposalState | undefined): Change[] {
    if (before === undefined || now === undefined || !isWhole(before)) {
      return compareProposals(before, now);
    }
    const was = this.#faulty.has(before.number);
    if (!isWhole(now)) {
      this.#faulty.add(before.number);
      return was ? [] : compareProposals(before, now);
    }
    this.#faulty.delete(before.number);
    return [...(was ? [mended(now)] : []), ...compareProposals(before, now)];
  }

  async #state(name: string, number: number, files: Files): Promise<ProposalState | undefined> {
    try {
      return await this.#past.of(name, number, files);
    } catch (error) {
      if (!(error instanceof LacksBlobs)) throw error;
      this.unknown.push(`${name}: ${error.message}`);
      return undefined;
    }
  }
}

/** The folder of each number; of two with one number, the first by name. */
function proposalsIn(files: Files): Map<number, string> {
  const found = new Map<number, string>();
  for (const path of [...files.keys()].sort()) {
    const file = readFile(path);
    if (file?.file === 'index.md' && !found.has(file.number)) found.set(file.number, file.name);
  }
  return found;
}
