import { changesPath, inBatches } from './gerrit/request.ts';
import { gerritQuestions } from './gerrit/gerrit-source.ts';
import { updatedSince } from './github/query.ts';
import type { SystemPlan } from './review-source.ts';

/** The requests that a plan begins with; further pages depend on what is answered. */
export function plannedRequests(plan: SystemPlan, pageSize = 500): string[] {
  const { system } = plan;
  if (system.kind === 'gerrit') {
    const root = (system.api ?? `https://${system.host}`).replace(/\/+$/, '');
    const queries = [...new Set(gerritQuestions(plan).map(({ query }) => query))];
    return inBatches(queries).map((group) => `${root}${changesPath(group, pageSize, 0)}`);
  }
  const root = (system.api ?? `https://api.${system.host}`).replace(/\/+$/, '');
  const repositories = new Set(plan.open.map(({ repository }) => repository));
  return [
    ...[...plan.queries].map(
      ([search, since]) =>
        `${root}/search/issues?q=${encodeURIComponent(updatedSince(search, since))}`,
    ),
    ...[...plan.pulls.values()].map(
      ({ repository, number }) => `${root}/repos/${repository}/pulls/${number}`,
    ),
    ...plan.due.map(
      ({ id, repository }) => `${root}/repos/${repository}/pulls/${id.split('#')[1] ?? ''}`,
    ),
    ...[...repositories].map(
      (repository) => `${root}/repos/${repository}/pulls?state=all&sort=updated`,
    ),
  ];
}
