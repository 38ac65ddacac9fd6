import type { Project } from '../proposal/registry.ts';
import { engineVersion } from './engine-version.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

/**
 * Why a snapshot answers nothing of what is asked now: it was read by another engine, from another
 * repository or branch, or not far enough back. Undefined: it is an answer.
 *
 * @param since the proposal's day from which history is asked for
 */
export function whyNoAnswer(
  { engine, repository, branch, history }: AdoptionSnapshot,
  asked: Pick<Project, 'repository' | 'branch'>,
  since: string,
): string | undefined {
  if (engine < engineVersion) return 'read by an older engine';
  if (repository !== asked.repository) return `read from another repository, ${repository}`;
  if (branch !== asked.branch) {
    return `read from another branch, ${branch ?? 'the default'}, not ${asked.branch ?? 'the default'}`;
  }
  if (history.since !== since) return `read from ${history.since} on, not from ${since}`;
  return undefined;
}
