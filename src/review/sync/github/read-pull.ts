import { z } from 'zod';
import { fetchedSchema, type Fetched } from '../fetched-review.ts';
import { checkRunsSchema, eventsSchema, pullSchema, votesSchema } from './answer.ts';
import { perPage, readable, type GithubRequests } from './github-requests.ts';
import { landedElsewhere } from './landed.ts';
import { fromPull } from './pull.ts';
import { withChecks, withVotes } from './waits.ts';

const pullAnswerSchema = z.union([
  z.object({ fetched: fetchedSchema, etag: z.string().optional() }),
  z.object({ same: z.literal(true) }),
  z.object({ gone: z.literal(true) }),
]);

/**
 * One pull request. It takes several requests; each answer is in the journal by itself, so that the
 * smallest budget comes to its end in some run.
 *
 * @param known whether it is known from an earlier run, so that "unchanged" is an answer
 * @returns `same` when it has not changed, `gone` when it cannot be seen (any more)
 */
export async function readPull(
  github: GithubRequests,
  repository: string,
  number: number,
  known: boolean,
): Promise<{ fetched: Fetched } | 'same' | 'gone'> {
  const { journal, etags, host } = github;
  const [owner = '', repo = ''] = repository.split('/');
  const name = `${repository}#${number}`;
  const key = `${host} pull ${name}`;
  const answer = await journal.once(key, pullAnswerSchema, async () => {
    const at = { owner, repo, number, name };
    const etag = known ? etags.get(key) : undefined;
    const own = await journal.once(`${key} itself`, pullAnswerSchema, () =>
      itself(github, repository, at, etag),
    );
    if (!('fetched' in own)) return own;
    const { review, message } = own.fetched;
    return { ...own, fetched: await completed(github, { review, message }, at) };
  });
  if ('same' in answer) return 'same';
  if ('gone' in answer) return 'gone';
  if (answer.etag !== undefined) etags.set(key, answer.etag);
  return { fetched: answer.fetched };
}

/** The pull request's own answer, which is not yet the whole of what is read. */
async function itself(
  github: GithubRequests,
  repository: string,
  { owner, repo, number }: Place,
  etag: string | undefined,
): Promise<z.infer<typeof pullAnswerSchema>> {
  const sent = await github.conditional(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    { owner, repo, pull_number: number },
    etag,
  );
  if (sent === 'same') return { same: true };
  if (sent === 'gone') return { gone: true };
  const pull = readable(pullSchema, sent.data, github.host);
  const fetched = fromPull(pull, github.host, { repository }, github.systems);
  return { fetched: { ...fetched, isPartial: true }, ...sent.etag };
}

/** Where a pull request is. */
interface Place {
  owner: string;
  repo: string;
  number: number;
  /** `owner/repo#number` */
  name: string;
}

/** The rest that the pull request's own answer leaves out; of a merged one nothing moves any more. */
async function completed(github: GithubRequests, fetched: Fetched, at: Place): Promise<Fetched> {
  if (fetched.review.status === 'open') {
    return checked(github, await voted(github, fetched, at), at);
  }
  if (fetched.review.status !== 'closed') return fetched;
  const events = await github.pages(
    `events of ${at.name}`,
    'GET /repos/{owner}/{repo}/issues/{issue_number}/events',
    { owner: at.owner, repo: at.repo, issue_number: at.number },
    eventsSchema,
  );
  return landedElsewhere(fetched, events, github.system);
}

/** An open pull request with its votes, all of them: they come oldest first. */
async function voted(
  github: GithubRequests,
  fetched: Fetched,
  { owner, repo, number, name }: Place,
): Promise<Fetched> {
  const votes = await github.pages(
    `votes of ${name}`,
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    { owner, repo, pull_number: number },
    votesSchema,
  );
  return withVotes(fetched, votes);
}

/** With its failing checks, where GitHub says that something is not as it should be. */
async function checked(
  github: GithubRequests,
  fetched: Fetched,
  { owner, repo }: Place,
): Promise<Fetched> {
  const { commit, waits } = fetched.review;
  if (commit === undefined || waits?.isReady !== false || waits.conflict === true) return fetched;
  const key = `${github.host} checks of ${owner}/${repo} ${commit}`;
  const { check_runs: runs } = await github.journal.once(key, checkRunsSchema, async () => {
    const sent = await github.conditional(
      'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
      { owner, repo, ref: commit, filter: 'latest', per_page: perPage },
      undefined,
    );
    if (typeof sent === 'string') return { check_runs: [] };
    return readable(checkRunsSchema, sent.data, github.host);
  });
  return withChecks(fetched, runs);
}
