import { z } from 'zod';
import { foreignLines, publicName } from '../../../ground/foreign-text.ts';
import { instant } from '../../../ground/instant.ts';
import { largestProseBytes } from '../../../proposal/markdown.ts';
import type { ReviewSystem } from '../../../proposal/registry.ts';
import { reviewId, type ReviewId } from '../../review-identity.ts';
import { parseAnswer, UnusableAnswer } from '../gerrit/answer.ts';
import { askedRoot } from '../gerrit/asked-root.ts';
import { RequestFailed, type PoliteFetch } from '../polite-fetch.ts';
import { isTextOf, type LineComment, type ToldComments } from './line-comment.ts';

const lenient = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);
const count = z.int().min(0);
const text = z.string();

const changeSchema = z.object({
  _number: z.int().min(1),
  project: text.min(1),
  current_revision: lenient(text),
  revisions: lenient(z.record(text, z.object({ _number: lenient(z.union([count, text])) }))),
});

/** The part of a CommentInfo that is read; everything beyond, addresses too, is dropped unseen. */
const commentSchema = z.object({
  id: text.min(1).max(200),
  patch_set: lenient(count),
  side: lenient(text),
  line: lenient(count),
  range: lenient(z.object({ end_line: lenient(count) })),
  in_reply_to: lenient(text),
  message: lenient(text),
  updated: text,
  unresolved: lenient(z.boolean()),
  author: lenient(
    z.object({ name: lenient(text), display_name: lenient(text), username: lenient(text) }),
  ),
});
type Comment = z.infer<typeof commentSchema>;
const byPathSchema = z.record(text, z.array(commentSchema));

/** Where comments are asked. */
export interface GerritOf {
  fetcher: PoliteFetch;
  system: ReviewSystem;
}

/**
 * The comments on a proposal's file in a change, settled ones too, each on the line of the newest patch
 * set to which Gerrit itself carries it, else on its own.
 *
 * @throws {RequestFailed} {UnusableAnswer} {BudgetSpent} where they cannot be read whole
 */
export async function gerritComments(
  { fetcher, system }: GerritOf,
  change: number,
  proposal: number,
): Promise<{ id: ReviewId; told: ToldComments }> {
  const root = `${askedRoot(system, fetcher.secrets)}/changes/${change}`;
  const host = system.host.toLowerCase();
  const info = await ask(`${root}?o=CURRENT_REVISION`, changeSchema);
  const current = Number(info.revisions?.[info.current_revision ?? '']?._number ?? 0);
  const all = await ask(`${root}/comments`, byPathSchema);
  // It leaves settled ones out, and carries those of earlier patch sets alone.
  const ported = await ask(`${root}/revisions/current/ported_comments`, byPathSchema);
  const carried = new Map(
    Object.values(ported)
      .flat()
      .map((one) => [one.id, one]),
  );
  const texts = new Map<string, string>();
  const comments: LineComment[] = [];
  for (const [path, some] of Object.entries(all)) {
    if (!isTextOf(path, proposal)) continue;
    for (const one of some) {
      const placed = lineOf(one, carried.get(one.id), current);
      comments.push({ ...lineComment(one), ...placed });
      const { version, patchSet } = placed;
      if (version === undefined || texts.has(version)) continue;
      const source = await fileOf(path, patchSet, one.side === 'PARENT');
      if (source !== undefined) texts.set(version, source);
    }
  }
  const id = reviewId({ system: 'gerrit', host, repository: info.project, number: info._number });
  return { id, told: { comments, texts } };

  async function ask<T>(address: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await fetcher.get(address, { accept: 'application/json' });
    if (answer.status !== 200) {
      throw new RequestFailed(system.host, `answers ${answer.status}`, answer.status);
    }
    const read = schema.safeParse(parseAnswer(answer.text));
    if (read.success) return read.data;
    throw new UnusableAnswer('answers with comments of another shape');
  }

  async function fileOf(
    path: string,
    patchSet: number | undefined,
    ofParent: boolean,
  ): Promise<string | undefined> {
    const file = `${root}/revisions/${patchSet ?? 0}/files/${encodeURIComponent(path)}/content`;
    const answer = await fetcher.get(`${file}${ofParent ? '?parent=1' : ''}`);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) {
      throw new RequestFailed(system.host, `answers ${answer.status}`, answer.status);
    }
    const content = Buffer.from(answer.text, 'base64');
    return content.byteLength > largestProseBytes ? undefined : content.toString('utf8');
  }
}

/** On which line of which version a comment is, as far as the server can say. */
function lineOf(
  own: Comment,
  carried: Comment | undefined,
  current: number,
): Pick<LineComment, 'version' | 'line' | 'patchSet'> {
  const isOnParent = own.side === 'PARENT';
  const found = carried === undefined ? undefined : numberOf(carried);
  if (!isOnParent && own.patch_set !== current && found !== undefined && current > 0) {
    return { version: String(current), line: found, patchSet: current };
  }
  const line = numberOf(own);
  const { patch_set: patchSet } = own;
  if (line === undefined || patchSet === undefined) {
    return { version: undefined, line: undefined, patchSet };
  }
  return { version: isOnParent ? `parent of ${patchSet}` : String(patchSet), line, patchSet };
}

function numberOf({ line, range }: Comment): number | undefined {
  const number = range?.end_line ?? line ?? 0;
  return number > 0 ? number : undefined;
}

function lineComment(one: Comment): Omit<LineComment, 'version' | 'line' | 'patchSet'> {
  const { name, display_name: displayed, username } = one.author ?? {};
  const at = instant(one.updated);
  if (at === undefined) throw new UnusableAnswer('answers with a comment of no moment');
  return {
    id: one.id,
    answers: one.in_reply_to,
    by: publicName(displayed, name, username),
    at,
    text: foreignLines(one.message ?? ''),
    resolved: one.unresolved === undefined ? undefined : !one.unresolved,
    words: undefined,
  };
}
