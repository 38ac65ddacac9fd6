import type { ReviewSystem } from '../../../proposal/registry.ts';
import { parseReviewAddress } from '../../review-address.ts';
import { present, storedFooters, type Fetched } from '../fetched-review.ts';
import { footersOf } from '../../footer.ts';
import { dependencies } from '../depends-on.ts';
import {
  changeIdPattern,
  isGerritRepository,
  reviewId,
  reviewNumber,
  systemOf,
  type ReviewId,
} from '../../review-identity.ts';
import { foreignText, publicName } from '../../../ground/foreign-text.ts';
import type { Commit } from '../../../git/commit-messages.ts';

/**
 * A commit of a branch as the merged review that it was, or undefined when nothing in it says so.
 *
 * On Gerrit its Change-Id tells (the last one in the message, as Gerrit reads it); the number only
 * where a `Reviewed-on` footer has it. On GitHub the number that its merge button writes tells.
 */
export function fromCommit(
  commit: Commit,
  repository: string,
  system: ReviewSystem,
  systems: readonly ReviewSystem[],
): Fetched | undefined {
  const footers = footersOf(commit.message);
  const changeId = footers.findLast(({ key }) => key === 'Change-Id')?.value;
  const id =
    system.kind === 'github'
      ? pullOf(commit, repository, system)
      : changeOf(commit, repository, system, systems, changeId, footers);
  if (id === undefined) return undefined;
  const review = present({
    id,
    repository,
    title: foreignText(titleOf(commit, system)),
    status: 'merged' as const,
    owner: commit.parents.length > 1 ? null : publicName(commit.author),
    branch: commit.branch.slice(0, 300),
    updated: commit.merged,
    merged: commit.merged,
    dependsOn: dependencies(footers, systems),
    changeId: system.kind === 'gerrit' ? changeId : undefined,
    commit: commit.hash,
    footers: footers.filter(({ key }) => storedFooters.includes(key)),
    fromGit: true as const,
  });
  return { review, message: commit.message.slice(0, 100_000) };
}

function changeOf(
  { branch }: Commit,
  repository: string,
  system: ReviewSystem,
  systems: readonly ReviewSystem[],
  changeId: string | undefined,
  footers: readonly { key: string; value: string }[],
): ReviewId | undefined {
  const host = system.host.toLowerCase();
  if (!isGerritRepository(repository)) return undefined;
  const reviewedOn = footers.findLast(({ key }) => key === 'Reviewed-on')?.value;
  const address = reviewedOn === undefined ? undefined : parseReviewAddress(reviewedOn, systems);
  if (address?.kind === 'review' && systemOf(address.id) === `gerrit:${host}`) return address.id;
  if (address?.kind === 'unresolved' && address.host === host) {
    return reviewId({ system: 'gerrit', host, repository, number: address.number });
  }
  if (changeId === undefined || !changeIdPattern.test(changeId)) return undefined;
  return reviewId({ system: 'gerrit', host, repository, branch, changeId });
}

function pullOf(commit: Commit, repository: string, system: ReviewSystem): ReviewId | undefined {
  const [subject = ''] = commit.message.split('\n', 1);
  const number = reviewNumber(
    (/^Merge pull request #(\d+) from /.exec(subject) ?? /\(#(\d+)\)\s*$/.exec(subject))?.[1] ?? '',
  );
  if (number === undefined) return undefined;
  return reviewId({ system: 'github', host: system.host.toLowerCase(), repository, number });
}

/** A merge commit of GitHub's says in its third line what was merged. */
function titleOf({ message }: Commit, { kind }: ReviewSystem): string {
  const lines = message.split('\n');
  const [subject = ''] = lines;
  if (kind === 'github' && /^Merge pull request #\d+ from /.test(subject)) {
    return lines.slice(1).find((line) => line.trim() !== '') ?? subject;
  }
  return subject;
}

/** The commits that a message says it takes back, in full or shortened. */
export function revertedCommits(message: string): string[] {
  return [...message.matchAll(/^This reverts commit ([0-9a-f]{7,64})\b/gm)].map(
    (match) => match[1] ?? '',
  );
}
