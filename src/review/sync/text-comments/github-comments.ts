import { z } from 'zod';
import { foreignLines, publicName } from '../../../ground/foreign-text.ts';
import { instant } from '../../../ground/instant.ts';
import { largestProseBytes } from '../../../proposal/markdown.ts';
import { RequestFailed } from '../polite-fetch.ts';
import { perPage, readable, type GithubRequests } from '../github/github-requests.ts';
import { isTextOf, type LineComment, type ToldComments } from './line-comment.ts';

const lenient = <T>(schema: z.ZodType<T>) => schema.nullish().catch(undefined);
const count = z.int().min(0);
const text = z.string();
const commitSchema = text.regex(/^[0-9a-f]{40}$/);

/** The part of a pull request's review comment that is read; everything beyond is dropped unseen. */
const commentSchema = z.object({
  id: z.int().min(1),
  in_reply_to_id: lenient(z.int()),
  path: text,
  /** Null: the line is no more in the newest commit. */
  line: lenient(count),
  original_line: lenient(count),
  commit_id: lenient(commitSchema),
  original_commit_id: lenient(commitSchema),
  /** LEFT: of the file before the change. */
  side: lenient(text),
  body: lenient(text),
  user: lenient(z.object({ login: lenient(text) })),
  created_at: text,
  /** Ends with the line that it is on. */
  diff_hunk: lenient(text),
});
type Comment = z.infer<typeof commentSchema>;

/** Of comments of one pull request. */
const mostPages = 50;

const fileSchema = z.object({ content: text, encoding: text });

/**
 * The review comments on a proposal's file in a pull request. Whether a thread is settled GitHub's REST
 * interface does not tell.
 *
 * @throws where they cannot be read whole, as octokit or PoliteFetch do
 */
export async function githubComments(
  github: GithubRequests,
  repository: string,
  { number, proposal }: { number: number; proposal: number },
): Promise<ToldComments> {
  const [owner = '', repo = ''] = repository.split('/');
  const all = await pagesOf({ owner, repo, pull_number: number });
  const texts = new Map<string, string>();
  const asked = new Set<string>();
  const comments: LineComment[] = [];
  for (const one of all) {
    if (!isTextOf(one.path, proposal)) continue;
    const placed = lineOf(one);
    comments.push({ ...lineComment(one, github.host), ...placed });
    const { version } = placed;
    if (version === undefined || asked.has(version)) continue;
    asked.add(version);
    const source = await fileOf(one.path, version);
    if (source !== undefined) texts.set(version, source);
  }
  return { comments, texts };

  /** What cannot be seen is not the same as nothing. */
  async function pagesOf(parameters: Record<string, unknown>): Promise<Comment[]> {
    const found: Comment[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments';
      const asked = { ...parameters, per_page: perPage, page };
      const sent = await github.conditional(route, asked, undefined);
      if (typeof sent === 'string') throw new RequestFailed(github.host, 'does not show it');
      const some = readable(z.array(commentSchema), sent.data, github.host);
      found.push(...some);
      if (some.length < perPage) return found;
    }
    throw new RequestFailed(github.host, `has more than ${mostPages * perPage} comments on it`);
  }

  async function fileOf(path: string, ref: string): Promise<string | undefined> {
    const route = 'GET /repos/{owner}/{repo}/contents/{path}';
    const sent = await github.conditional(route, { owner, repo, path, ref }, undefined);
    if (typeof sent === 'string') return undefined;
    const { content, encoding } = readable(fileSchema, sent.data, github.host);
    const bytes = Buffer.from(content, 'base64');
    // A larger one than a mebibyte is sent without its content.
    if (encoding !== 'base64' || bytes.byteLength > largestProseBytes) return undefined;
    return bytes.toString('utf8');
  }
}

function lineOf(one: Comment): Pick<LineComment, 'version' | 'line'> {
  // Of the file before the change its commit is not told.
  if (one.side === 'LEFT') return { version: undefined, line: undefined };
  const now = { version: one.commit_id ?? undefined, line: one.line ?? 0 };
  const then = { version: one.original_commit_id ?? undefined, line: one.original_line ?? 0 };
  const { version, line } = now.line > 0 ? now : then;
  return line > 0 ? { version, line } : { version: undefined, line: undefined };
}

function lineComment(one: Comment, host: string): Omit<LineComment, 'version' | 'line'> {
  const at = instant(one.created_at);
  if (at === undefined) throw new RequestFailed(host, 'answers with a comment of no moment');
  const answered = one.in_reply_to_id;
  return {
    id: String(one.id),
    answers: answered === null || answered === undefined ? undefined : String(answered),
    by: publicName(one.user?.login),
    at,
    text: foreignLines(one.body ?? ''),
    resolved: undefined,
    words: one.diff_hunk?.split('\n').at(-1)?.slice(1),
    patchSet: undefined,
  };
}
