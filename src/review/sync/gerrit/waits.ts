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
  const refused = Object.entries(info.labels ?? {})
    .filter(([, { rejected, blocking }]) => rejected !== undefined && blocking !== false)
    .map(([label]) => foreignText(label).slice(0, 200));
  const unmet = info.submit_requirements
    ?.filter(({ status }) => status === 'UNSATISFIED' || status === 'ERROR')
    .map(({ name }) => foreignText(name ?? '').slice(0, 200));
  const unvoted = (info.reviewers?.REVIEWER ?? [])
    .filter(({ _account_id: id }) => id !== info.owner?._account_id && !hasVoted(info, id))
    .flatMap(({ name, display_name: shown, username }) => publicName(name, shown, username) ?? []);
  return present({
    attention: attentionOf(info),
    reviewers: [...new Set(unvoted)].sort(compareText),
    refused: refused.length === 0 ? undefined : { by: refused.sort(compareText) },
    isReady: info.submittable,
    unmet: unmet === undefined ? undefined : [...new Set(unmet)].sort(compareText),
    conflict: info.mergeable === false ? (true as const) : undefined,
    unresolved: info.unresolved_comment_count === 0 ? undefined : info.unresolved_comment_count,
    parents: parentsOf(info),
  });
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
