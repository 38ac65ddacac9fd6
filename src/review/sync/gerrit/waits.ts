import { foreignText, publicName } from '../../../ground/foreign-text.ts';
import { instant } from '../../../ground/instant.ts';
import { compareText } from '../../../ground/problem.ts';
import type { Waits } from '../../review.ts';
import { present } from '../fetched-review.ts';
import type { ChangeInfo } from './answer.ts';

/**
 * What a Gerrit says about who must act on an open change.
 *
 * Sources: Gerrit's REST documentation of ChangeInfo (`attention_set`, `unresolved_comment_count`,
 * `mergeable`, `submittable`), LabelInfo (`rejected` with `blocking`) and SubmitRequirementResultInfo.
 */
export function waitsOf(info: ChangeInfo): Waits {
  const refusing = Object.entries(info.labels ?? {}).filter(
    ([, { rejected, blocking }]) => rejected !== undefined && blocking !== false,
  );
  const refused = refusing.map(([label]) => foreignText(label).slice(0, 200));
  const refusedSince = refusing.map(([, label]) => blockedSince(label)).reduce(earlier, undefined);
  const unmet = info.submit_requirements
    ?.filter(({ status }) => status === 'UNSATISFIED' || status === 'ERROR')
    .map(({ name }) => foreignText(name ?? '').slice(0, 200));
  const unvoted = (info.reviewers?.REVIEWER ?? [])
    .filter(({ _account_id: id }) => id !== info.owner?._account_id && !hasVoted(info, id))
    .flatMap(({ name, display_name: shown, username }) => publicName(name, shown, username) ?? []);
  return present({
    attention: attentionOf(info),
    reviewers: [...new Set(unvoted)].sort(compareText),
    refused:
      refused.length === 0
        ? undefined
        : present({ by: refused.sort(compareText), since: refusedSince }),
    isReady: info.submittable,
    unmet: unmet === undefined ? undefined : [...new Set(unmet)].sort(compareText),
    conflict: info.mergeable === false ? (true as const) : undefined,
    unresolved: info.unresolved_comment_count === 0 ? undefined : info.unresolved_comment_count,
    parents: parentsOf(info),
  });
}

type Label = NonNullable<ChangeInfo['labels']>[string];

/** Since when a label's lowest vote stands, which is the one that blocks: the first of those who gave it. */
function blockedSince({ all = [] }: Label): string | undefined {
  const lowest = Math.min(...all.map(({ value }) => value ?? 0));
  return all
    .filter(({ value }) => value === lowest && lowest < 0)
    .map(({ date }) => instant(date))
    .reduce(earlier, undefined);
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

/** Sorted by name, as the server's own order is that of its accounts' numbers. */
function attentionOf(info: ChangeInfo): Waits['attention'] {
  if (info.attention_set === undefined) return undefined;
  return Object.entries(info.attention_set)
    .map(([id, { account, last_update: since }]) =>
      present({
        who: publicName(account?.name, account?.display_name, account?.username),
        isOwner: Number(id) === info.owner?._account_id ? (true as const) : undefined,
        since: instant(since),
      }),
    )
    .sort((a, b) => compareText(a.who ?? '', b.who ?? ''));
}

function hasVoted({ labels = {} }: ChangeInfo, id: number | undefined): boolean {
  return Object.values(labels).some(({ all = [] }) =>
    all.some((vote) => vote._account_id === id && (vote.value ?? 0) !== 0),
  );
}

function parentsOf({ revisions, current_revision: current }: ChangeInfo): string[] {
  const commit = current === undefined ? undefined : revisions?.[current]?.commit;
  return (commit?.parents ?? [])
    .flatMap((parent) => parent.commit ?? [])
    .filter((hash) => /^[0-9a-f]{40,64}$/.test(hash));
}
