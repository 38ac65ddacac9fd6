import type { ReviewSystem } from '../../../proposal/registry.ts';
import { present, storedFooters, type Fetched } from '../fetched-review.ts';
import { footersOf } from '../../footer.ts';
import { dependencies } from '../depends-on.ts';
import {
  isGithubRepository,
  reviewId,
  reviewNumber,
  type ReviewId,
} from '../../review-identity.ts';
import { compareText } from '../../../ground/problem.ts';
import { instant } from '../../../ground/instant.ts';
import type { Review, ReviewStatus } from '../../review.ts';
import { foreignText, publicName } from '../../../ground/foreign-text.ts';
import type { Found, Pull } from './answer.ts';
import { spokenText } from './spoken-text.ts';
import { waitsOf } from './waits.ts';

/** A pull request of GitHub's answer as a review. */
export function fromPull(
  pull: Pull,
  host: string,
  asked: { repository: string },
  systems: readonly ReviewSystem[],
): Fetched {
  const repository = pull.base?.repo?.full_name ?? asked.repository;
  const { additions, deletions } = pull;
  const sha = pull.merged_at ? pull.merge_commit_sha : pull.head?.sha;
  const fetched = common(pull, host, repository, pull.merged_at, systems);
  const id = reviewId({
    system: 'github',
    host,
    repository: asked.repository,
    number: pull.number,
  });
  return {
    ...fetched,
    review: present({
      ...fetched.review,
      // A repository that was renamed answers under its new name.
      formerly: id === fetched.review.id ? undefined : [id],
      branch: pull.base?.ref ?? undefined,
      size:
        typeof additions === 'number' && typeof deletions === 'number'
          ? { added: additions, removed: deletions }
          : undefined,
      commit: /^[0-9a-f]{40,64}$/.test(sha ?? '') ? (sha ?? undefined) : undefined,
      waits: fetched.review.status === 'open' ? waitsOf(pull) : undefined,
    }),
  };
}

/** What a search tells of a pull request, or undefined when it found something else. */
export function fromFound(
  found: Found,
  host: string,
  systems: readonly ReviewSystem[],
): Fetched | undefined {
  const repository = /\/repos\/([^/]+\/[^/]+)$/.exec(found.repository_url)?.[1];
  if (repository === undefined || !isGithubRepository(repository.toLowerCase())) return undefined;
  if (!found.pull_request) return undefined;
  return {
    ...common(found, host, repository, found.pull_request.merged_at, systems),
    isPartial: true,
  };
}

function common(
  pull: Pull | Found,
  host: string,
  repository: string,
  mergedAt: string | null | undefined,
  systems: readonly ReviewSystem[],
): Fetched {
  const merged = instant(mergedAt);
  let status: ReviewStatus = 'unknown';
  if (merged !== undefined) status = 'merged';
  else if (pull.state === 'open') status = 'open';
  else if (pull.state === 'closed') status = 'closed';
  const message = spokenText((pull.body ?? '').replace(/\r\n?/g, '\n'));
  const footers = footersOf(message);
  const names = (pull.labels ?? []).map((one) =>
    typeof one === 'string' ? one : (one.name ?? ''),
  );
  const labels = names.filter((name) => name !== '').map((name) => foreignText(name).slice(0, 200));
  const review: Review = present({
    id: reviewId({ system: 'github', host, repository, number: pull.number }),
    repository,
    title: foreignText(pull.title ?? ''),
    status,
    serverStatus:
      status === 'unknown' && pull.state ? foreignText(pull.state).slice(0, 100) : undefined,
    draft: pull.draft === true ? (true as const) : undefined,
    owner: publicName(pull.user?.login),
    account: pull.user?.id ?? undefined,
    created: instant(pull.created_at),
    updated: instant(pull.updated_at),
    merged,
    labels: [...new Set(labels)].sort(compareText),
    reverts: reverted(message, host, repository),
    dependsOn: dependencies(footers, systems),
    footers: footers.filter(({ key }) => storedFooters.includes(key)),
    node: pull.node_id ?? undefined,
  });
  return { review, message };
}

/** `Reverts owner/name#12`, as GitHub's own button writes it. */
function reverted(message: string, host: string, repository: string): ReviewId | undefined {
  const match = /^Reverts (?:([\w.-]+\/[\w.-]+))?#(\d+)\s*$/m.exec(message);
  const number = reviewNumber(match?.[2] ?? '');
  const name = (match?.[1] ?? repository).toLowerCase();
  if (number === undefined || !isGithubRepository(name)) return undefined;
  return reviewId({ system: 'github', host, repository: name, number });
}
