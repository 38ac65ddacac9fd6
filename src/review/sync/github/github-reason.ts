import { RequestError } from 'octokit';
import { reason } from '../polite-fetch.ts';

/** What went wrong with a request of octokit's, in one line. */
export function githubReason(error: unknown, host: string): string {
  if (!(error instanceof RequestError)) return reason(error);
  if (error.cause !== undefined) return `${host}: ${reason(error.cause)}`;
  const limit = error.response?.headers['x-ratelimit-remaining'] === '0';
  const why = limit
    ? 'the rate limit is used up'
    : (error.message.split('\n', 1)[0] ?? '').slice(0, 150);
  return `${host}: answers ${error.status}: ${why}`;
}

/** Is it this question alone that GitHub does not answer? */
export function isRefused(error: unknown): error is RequestError {
  if (!(error instanceof RequestError)) return false;
  const isLimited =
    error.response?.headers['x-ratelimit-remaining'] === '0' ||
    error.response?.headers['retry-after'] !== undefined ||
    /rate limit/i.test(error.message);
  return error.status === 422 || (error.status === 403 && !isLimited);
}
