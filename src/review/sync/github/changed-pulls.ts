import { z } from 'zod';
import { instant } from '../../../ground/instant.ts';
import { listedSchema } from './answer.ts';
import { perPage, readable, type GithubRequests } from './github-requests.ts';

const listAnswerSchema = z.union([
  z.object({
    pulls: z.array(z.object({ number: z.number(), updated: z.string().optional() })),
    etag: z.string().optional(),
  }),
  z.object({ same: z.literal(true) }),
  z.object({ gone: z.literal(true) }),
]);

/**
 * Which pull requests of a repository changed at or after a moment, newest first.
 *
 * @param known whether "nothing changed since the last run" is an answer
 */
export async function changedPulls(
  github: GithubRequests,
  repository: string,
  from: string,
  known: boolean,
): Promise<Map<number, string | undefined> | 'same' | 'gone'> {
  const { journal, etags, host } = github;
  const [owner = '', repo = ''] = repository.split('/');
  const found = new Map<number, string | undefined>();
  for (let page = 1; ; page++) {
    const key = `${host} pulls ${page} ${repository}`;
    const answer = await journal.once(`${key} ${from}`, listAnswerSchema, async () => {
      const sent = await github.conditional(
        'GET /repos/{owner}/{repo}/pulls',
        {
          owner,
          repo,
          state: 'all',
          sort: 'updated',
          direction: 'desc',
          per_page: perPage,
          page,
        },
        known && page === 1 ? etags.get(key) : undefined,
      );
      if (sent === 'same') return { same: true as const };
      if (sent === 'gone') return { gone: true as const };
      const pulls = readable(listedSchema, sent.data, host).map(
        ({ number, updated_at: updated }) => ({ number, updated: instant(updated) }),
      );
      return { pulls, ...sent.etag };
    });
    if ('same' in answer) return 'same';
    if ('gone' in answer) return 'gone';
    if (page === 1 && answer.etag !== undefined) etags.set(key, answer.etag);
    for (const { number, updated } of answer.pulls) {
      if (updated === undefined || updated >= from) found.set(number, updated);
    }
    const last = answer.pulls.at(-1)?.updated;
    if (answer.pulls.length < perPage || (last !== undefined && last < from)) return found;
  }
}
