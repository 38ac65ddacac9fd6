import type { ReviewSystem } from '../../../proposal/registry.ts';
import { present, storedFooters, type Fetched } from '../fetched-review.ts';
import { footersOf } from '../../footer.ts';
import { changeIdPattern, reviewId, unresolvedId } from '../../review-identity.ts';
import { instant } from '../../../ground/instant.ts';
import type { Review, ReviewStatus } from '../../review.ts';
import { foreignText, publicName } from '../../../ground/foreign-text.ts';
import type { ChangeInfo } from './answer.ts';
import { dependencies } from '../depends-on.ts';
import { waitsOf } from './waits.ts';

/** DRAFT and SUBMITTED are of the first Gerrits; both were still open. */
const statuses: Record<string, ReviewStatus> = {
  NEW: 'open',
  DRAFT: 'open',
  SUBMITTED: 'open',
  MERGED: 'merged',
  ABANDONED: 'abandoned',
};

/** A change of Gerrit's answer as a review. */
export function fromChange(
  info: ChangeInfo,
  host: string,
  systems: readonly ReviewSystem[],
): Fetched {
  const commit = info.current_revision;
  const message =
    commit === undefined ? undefined : info.revisions?.[commit]?.commit?.message?.slice(0, 100_000);
  const footers = message === undefined ? [] : footersOf(message);
  const status = statuses[info.status ?? ''] ?? 'unknown';
  const { insertions, deletions, topic } = info;
  const review: Review = present({
    id: reviewId({ system: 'gerrit', host, repository: info.project, number: info._number }),
    repository: info.project,
    title: foreignText(info.subject ?? ''),
    status,
    serverStatus: status === 'unknown' ? foreignText(info.status ?? '').slice(0, 100) : undefined,
    draft: info.work_in_progress === true || info.status === 'DRAFT' ? (true as const) : undefined,
    owner: publicName(info.owner?.name, info.owner?.display_name, info.owner?.username),
    account: info.owner?._account_id,
    branch: info.branch?.replace(/^refs\/heads\//, '').slice(0, 300),
    topic: topic === undefined || topic === '' ? undefined : foreignText(topic),
    hashtags: [...new Set((info.hashtags ?? []).map(foreignText))].sort(),
    created: instant(info.created),
    updated: instant(info.updated),
    merged: status === 'merged' ? instant(info.submitted ?? info.updated) : undefined,
    votes: votesOf(info),
    size:
      insertions === undefined || deletions === undefined
        ? undefined
        : { added: insertions, removed: deletions },
    reverts: info.revert_of === undefined ? undefined : unresolvedId(host, info.revert_of),
    dependsOn: dependencies(footers, systems),
    changeId: changeIdPattern.test(info.change_id ?? '') ? info.change_id : undefined,
    commit: /^[0-9a-f]{40,64}$/.test(commit ?? '') ? commit : undefined,
    footers: footers.filter(({ key }) => storedFooters.includes(key)),
    waits: status === 'open' ? waitsOf(info) : undefined,
  });
  return { review, message };
}

/** Votes by value, however many stand against each other; a zero is no vote. */
function votesOf(info: ChangeInfo): Review['votes'] {
  const votes: NonNullable<Review['votes']> = {};
  for (const [name, label] of Object.entries(info.labels ?? {})) {
    // No label can be called so, and no object should be.
    if (name === '__proto__') continue;
    const counts: Record<string, number> = {};
    for (const { value } of label.all ?? []) {
      if (value === undefined || value === 0 || !Number.isInteger(value)) continue;
      const key = value > 0 ? `+${value}` : String(value);
      counts[key] = (counts[key] ?? 0) + 1;
    }
    if (Object.keys(counts).length > 0) votes[foreignText(name).slice(0, 200)] = counts;
  }
  return Object.keys(votes).length === 0 ? undefined : votes;
}
