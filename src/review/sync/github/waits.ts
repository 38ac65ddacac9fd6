import { compareText } from '../../../ground/problem.ts';
import { foreignText } from '../../../ground/foreign-text.ts';
import { instant, later } from '../../../ground/instant.ts';
import type { Waits } from '../../review.ts';
import { present, type Fetched } from '../fetched-review.ts';
import type { CastVote, Pull } from './answer.ts';

/** What approvals (`+1`) and requests for changes (`-1`) are votes on. */
export const votedOn = 'Review';

/** What a pull request's own answer says about who must act. */
export function waitsOf(pull: Pull): Waits | undefined {
  const { mergeable_state: state } = pull;
  const asked = [
    ...(pull.requested_reviewers ?? []).map((one) => one?.login),
    ...(pull.requested_teams ?? []).map((one) => one?.name),
  ].filter((name): name is string => typeof name === 'string' && name !== '');
  // `unknown` is said while GitHub still works it out.
  const isSaid = state !== undefined && state !== null && state !== '' && state !== 'unknown';
  return present({
    reviewers: [...new Set(asked.map(foreignText))].sort(compareText),
    isReady: isSaid ? state === 'clean' || state === 'has_hooks' : undefined,
    conflict: state === 'dirty' ? (true as const) : undefined,
  });
}

/** A pull request with each reviewer's last word; a dismissed one is no vote. */
export function withVotes(fetched: Fetched, given: readonly CastVote[]): Fetched {
  const last = new Map<string, { vote: string; at: string | undefined }>();
  const votes: Record<string, string> = { APPROVED: '+1', CHANGES_REQUESTED: '-1' };
  for (const [i, { user, state, submitted_at: at }] of given.entries()) {
    // Everybody whose account is gone is somebody else.
    const who = user?.login ?? `gone ${i}`;
    const vote = votes[state ?? ''];
    if (state === 'DISMISSED') last.delete(who);
    else if (vote !== undefined) last.set(who, { vote, at: instant(at) });
  }
  if (last.size === 0) return fetched;
  const counts: Record<string, number> = {};
  for (const { vote } of last.values()) counts[vote] = (counts[vote] ?? 0) + 1;
  const against = [...last.values()].filter(({ vote }) => vote === '-1');
  const since = against.map(({ at }) => at).reduce(later, undefined);
  const refused = { by: [votedOn], ...(since === undefined ? {} : { since }) };
  return {
    ...fetched,
    review: {
      ...fetched.review,
      votes: { [votedOn]: counts },
      ...(against.length === 0 ? {} : { waits: { ...fetched.review.waits, refused } }),
    },
  };
}

/** A pull request with the checks of its commit that ended badly. */
export function withChecks(
  fetched: Fetched,
  runs: readonly { name?: string | null | undefined; conclusion?: string | null | undefined }[],
): Fetched {
  const bad = new Set(['failure', 'timed_out', 'cancelled', 'action_required', 'startup_failure']);
  const failing = runs
    .filter(({ conclusion }) => bad.has(conclusion ?? ''))
    .map(({ name }) => foreignText(name ?? '').slice(0, 200));
  if (failing.length === 0) return fetched;
  const waits = { ...fetched.review.waits, failing: [...new Set(failing)].sort(compareText) };
  return { ...fetched, review: { ...fetched.review, waits } };
}
