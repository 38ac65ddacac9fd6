import type { Project, Registry, ReviewSystem } from '../../../src/proposal/registry.ts';
import type { Recognised } from '../../../src/proposal/fix-message.ts';
import { isReviewedOn, repositoryNames } from '../../../src/review/repository-name.ts';
import { pagesRoot, systemName } from '../../../src/review/review-system.ts';

/** Where a project's changes are reviewed. */
export interface ReviewedOn {
  system: ReviewSystem;
  /** `gerrit:<host>` or `github:<host>`. */
  name: string;
  /** The project's repository there. */
  repository: string;
}

export function reviewedOn(
  project: Project,
  { reviewSystems }: Pick<Registry, 'reviewSystems'>,
): ReviewedOn | undefined {
  const system = reviewSystems.find((one) => isReviewedOn(project.repository, one, reviewSystems));
  const [repository] = repositoryNames(project, reviewSystems);
  if (system === undefined || repository === undefined) return undefined;
  return { system, name: systemName(system), repository };
}

/** Where a change is sent, and as what; `to` goes before what the registry says. */
export function pushTarget(
  { system, repository }: ReviewedOn,
  project: Project,
  { branch, onto }: { branch: string; onto: string },
  { topic, hashtag }: Recognised,
  systems: readonly ReviewSystem[],
  to?: string,
): { to: string; refspec: string } {
  if (system.kind === 'github') {
    return { to: to ?? project.repository, refspec: `HEAD:refs/heads/${branch}` };
  }
  // https://gerrit-review.googlesource.com/Documentation/user-upload.html#push_options
  const options = [
    ...(topic === undefined ? [] : [`topic=${encodeURIComponent(topic)}`]),
    ...(hashtag === undefined ? [] : [`hashtag=${encodeURIComponent(hashtag)}`]),
  ];
  const end = options.length === 0 ? '' : `%${options.join(',')}`;
  return {
    to: to ?? `${pagesRoot(system.host.toLowerCase(), systems)}/a/${repository}`,
    refspec: `HEAD:refs/for/${onto}${end}`,
  };
}
