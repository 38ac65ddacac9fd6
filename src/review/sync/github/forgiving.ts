import type { SourceAnswer } from '../review-source.ts';
import { githubReason, isRefused } from './github-reason.ts';

/**
 * Runs one question; what only this question cannot have (a search that GitHub refuses to run, a
 * repository that asks for more rights) is noted and the others go on.
 */
export async function forgiving<T>(
  into: SourceAnswer,
  host: string,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isRefused(error)) throw error;
    into.problems.push(githubReason(error, host));
    return undefined;
  }
}
