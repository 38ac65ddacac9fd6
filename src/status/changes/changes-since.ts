import { ofSeconds } from '../../ground/instant.ts';
import { LacksBlobs } from '../../git/check-out-files.ts';
import { GitObjects } from '../../git/git-objects.ts';
import type { OwnRepository } from '../../git/own-repository.ts';
import { folderAt, folderHistory, type FolderCommit } from '../../git/folder-history.ts';
import { landingTimes } from '../landing-time.ts';
import { changeKinds, type LearnedChange } from './change.ts';
import { compareProposals, isWhole } from './compare-proposals.ts';
import { readFile, registryPath } from './files-of-proposals.ts';
import type { KeptStates } from './kept-states.ts';
import { PastStates, type Files } from './past-states.ts';
import type { ProposalState } from './proposal-state.ts';

/** From where on changes are told: from the beginning of a day, or after a commit. */
export type Since = { day: string } | { commit: string };

/** A commit that is none of the site's own line. */
export class NoSuchCommit extends Error {
  override name = 'NoSuchCommit';
}

/** What changed below `proposals/`. */
export interface ChangesSince {
  /** The state with which the first one is compared; null: before everything. */
  base: { commit: string; date: string } | null;
  head: { commit: string; date: string };
  /** Oldest first. */
  changes: LearnedChange[];
  /** What cannot be told, each in a sentence. */
  unknown: string[];
}

/** More commits are not walked: the oldest are left out, and that is said. */
const mostCommits = 5000;

/**
 * Every change since a day or a commit, by the site's own first-parent line: each commit that touched
 * `proposals/` is compared with the one before it. When the site learned of a change is that commit's
 * time; when it happened, the change itself says.
 *
 * @throws {NoSuchCommit}
 * @throws UnreadableRepository, GitFailed
 */
export async function changesSince(
  { repository, path }: OwnRepository,
  since: Since,
  kept: KeptStates,
): Promise<ChangesSince> {
  const line = await new GitObjects(repository).commits();
  const dates = landingTimes(line.map(({ time }) => ofSeconds(time)));
  const first = firstOf(line, dates, since);
  const unknown: string[] = [];
  const place = Math.max(0, first - 1);
  const cut = repository.shallow && first === 0;
  if (cut) {
    const day = dates[0]?.slice(0, 10) ?? '';
    unknown.push(
      `what changed up to ${day}: this clone has no commits of before (git fetch --unshallow)`,
    );
  }
  // Before the first commit of a whole history there was nothing.
  const base = first === 0 && !cut ? undefined : line[place];
  let files = base === undefined ? new Map() : await folderAt(repository, path, base.id);
  const walk = new Walk(new PastStates(repository, kept), unknown);
  await walk.begin(files);
  let commits = await folderHistory(repository, path, base?.id);
  if (commits.length > mostCommits) {
    const skipped = commits.slice(0, -mostCommits);
    for (const commit of skipped) files = applied(files, commit);
    await walk.begin(files);
    unknown.push(`the first ${skipped.length} commits since then: more than ${mostCommits}`);
    commits = commits.slice(-mostCommits);
  }
  const landed = new Map(line.map(({ id }, i) => [id, dates[i] ?? '']));
  for (const commit of commits) {
    files = applied(files, commit);
    await walk.step(files, commit, landed.get(commit.id) ?? ofSeconds(commit.time));
  }
  await kept.dropOldest();
  const last = line.length - 1;
  return {
    base: base === undefined ? null : { commit: base.id, date: dates[place] ?? '' },
    head: { commit: line[last]?.id ?? '', date: dates[last] ?? '' },
    changes: walk.changes,
    unknown: [...new Set(walk.unknown)],
  };
}

/** Place of the first commit whose changes are told; the line's length: none is. */
function firstOf(line: readonly { id: string }[], dates: readonly string[], since: Since): number {
  if ('commit' in since) {
    const place = line.findIndex(({ id }) => id === since.commit);
    if (place < 0) throw new NoSuchCommit(`${since.commit} is no commit of this site's own line`);
    return place + 1;
  }
  const place = dates.findIndex((date) => date >= since.day);
  return place < 0 ? line.length : place;
}

function applied(files: Files, commit: FolderCommit): Map<string, string> {
  const next = new Map(files);
  for (const [path, blob] of commit.files) {
    if (blob === null) next.delete(path);
    else next.set(path, blob);
  }
  return next;
}

/** Goes from state to state, and keeps for each proposal the last one that could be used. */
class Walk {
  readonly changes: LearnedChange[] = [];
  readonly unknown: string[];
  readonly #past: PastStates;
  /** Keyed by number: a folder may get another name. */
  readonly #last = new Map<number, ProposalState>();

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
    const found = compareProposals(before, now);
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
