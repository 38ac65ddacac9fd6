import type { Claim } from '../proposal/claim.ts';
import type { Derived } from './derive.ts';

/** A claim and a status that disagree. */
export interface Drift {
  /** `ahead`: the repository is further than the claim says; `behind`: it is not that far. */
  direction: 'ahead' | 'behind';
  /** "claimed in progress on 2026-04-15, done since 2026-07-01" */
  text: string;
}

/** How far along each word is; what does not concern a project leaves nothing to do, like done. */
const rank = { 'not started': 0, 'in progress': 1, regressed: 1, done: 2, 'not affected': 2 };

/** Of several claims about one project and stage, the latest counts. */
export function latestClaim(
  claims: readonly Claim[],
  project: string,
  stage: string,
): Claim | undefined {
  return claims
    .filter((claim) => claim.stage === stage && claim.projects.includes(project))
    .reduce<Claim | undefined>(
      (last, claim) => (last && last.date > claim.date ? last : claim),
      undefined,
    );
}

/** Holds a claim against the status; null while they agree or the status is unknown. */
export function drift(claim: Claim | undefined, derived: Derived): Drift | null {
  if (claim === undefined || derived.status === 'unknown') return null;
  const difference = rank[derived.status] - rank[claim.status];
  if (difference === 0) return null;
  const since = derived.since === undefined ? '' : ` since ${derived.since.date.slice(0, 10)}`;
  return {
    direction: difference > 0 ? 'ahead' : 'behind',
    text: `claimed ${claim.status} on ${claim.date}, ${derived.status}${since}`,
  };
}
