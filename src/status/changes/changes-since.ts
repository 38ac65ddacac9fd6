import { ofSeconds } from '../../ground/instant.ts';
import { GitObjects } from '../../git/git-objects.ts';
import type { OwnRepository } from '../../git/own-repository.ts';
import { folderAt, folderHistory, type FolderCommit } from '../../git/folder-history.ts';
import { landingTimes } from '../landing-time.ts';
import type { LearnedChange } from './change.ts';
import type { KeptStates } from './kept-states.ts';
import { PastStates, type Files } from './past-states.ts';
import { Walk } from './walk.ts';

/** From where on changes are told: from the beginning of a day, or after a commit (or how its id begins). */
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
    const places = line.flatMap(({ id }, i) => (id.startsWith(since.commit) ? [i] : []));
    const [place, other] = places;
    if (place === undefined) throw new NoSuchCommit(`${since.commit} is no commit of its branch`);
    if (other !== undefined) throw new NoSuchCommit(`${since.commit} may be several commits`);
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
