import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { foreignText } from '../../../ground/foreign-text.ts';
import { ofTime } from '../../../ground/instant.ts';
import { localFault } from '../../../ground/local-fault.ts';
import { formatProblem } from '../../../ground/problem.ts';
import { writeWhole } from '../../../ground/write-whole.ts';
import type { Registry, ReviewSystem } from '../../../proposal/registry.ts';
import { namedReview, type NamedReview } from '../../named-review.ts';
import { systemOf } from '../../review-identity.ts';
import { systemName } from '../../review-system.ts';
import {
  readSaidInReview,
  saidInReviewFile,
  saidInReviewText,
  type SaidInReview,
} from '../../said-in-review.ts';
import { githubReason } from '../github/github-reason.ts';
import { GithubRequests } from '../github/github-requests.ts';
import { Journal } from '../journal.ts';
import type { ProposalInput } from '../plan.ts';
import type { PoliteFetch } from '../polite-fetch.ts';
import type { SourceContext } from '../read-source.ts';
import { commentThreads } from './comment-threads.ts';
import { gerritComments } from './gerrit-comments.ts';
import { githubComments } from './github-comments.ts';

/** A run that finds nothing new leaves `asOf` so long, so that a daily run makes no daily commit. */
const weekMs = 7 * 86_400_000;

/** What came of reading what was said of one proposal's text. */
export interface SaidReport {
  proposal: string;
  changed: boolean;
  threads: number;
  /** What was not read, and why. */
  unread: string[];
}

export interface TextCommentsContext {
  registry: Pick<Registry, 'reviewSystems'>;
  /** The systems that this run asks; what another one told stays as it is. */
  systems: readonly ReviewSystem[];
  fetcher: PoliteFetch;
  octokit: SourceContext['octokit'];
  /** In ms. */
  now: () => number;
}

/**
 * Reads the comments on proposals' own texts from the reviews that they name, and writes each proposal's
 * comments.json, whole or not at all. A review that cannot be read keeps what was read of it last.
 */
export async function readTextComments(
  proposals: readonly ProposalInput[],
  context: TextCommentsContext,
): Promise<SaidReport[]> {
  const reports: SaidReport[] = [];
  for (const proposal of proposals) {
    const report = await ofProposal(proposal, context);
    if (report !== undefined) reports.push(report);
  }
  return reports;
}

async function ofProposal(
  { name, folder, text }: ProposalInput,
  context: TextCommentsContext,
): Promise<SaidReport | undefined> {
  const { reviews: before, problems } = await readSaidInReview(folder);
  if (text === undefined || (text.reviews.length === 0 && before.length === 0)) return undefined;
  const unread = problems.map(formatProblem);
  const next: SaidInReview[] = [];
  for (const url of text.reviews) {
    const named = namedReview(url, context.registry.reviewSystems);
    if (named === undefined) {
      unread.push(`${url} is the address of no review on a system of projects.yaml`);
      continue;
    }
    const known = before.find(({ review }) => isSame(review, named.id));
    const system = context.systems.find((one) => systemName(one) === systemOf(named.id));
    if (system === undefined) {
      if (known !== undefined) next.push(known);
      continue;
    }
    const now = await readReview(system, named, text.number, known, context);
    if (now.failure !== undefined) unread.push(`${url}: ${now.failure.reason}`);
    next.push(now);
  }
  const threads = next.reduce((sum, one) => sum + one.threads.length, 0);
  // What is there is never replaced by less: a broken file is mended first.
  const changed =
    problems.length === 0 &&
    !isDeepStrictEqual(next, before) &&
    (await writeWhole(join(folder, saidInReviewFile), saidInReviewText(next)));
  return { proposal: name, changed, threads, unread };
}

/** A Gerrit's number is one review's alone, whether its repository is known yet or not. */
function isSame(a: string, b: string): boolean {
  const number = /~(\d+)$/;
  const isGerrit = systemOf(a) === systemOf(b) && systemOf(a).startsWith('gerrit:');
  return a === b || (isGerrit && number.exec(a)?.[1] === number.exec(b)?.[1]);
}

async function readReview(
  system: ReviewSystem,
  { id, number, repository }: NamedReview,
  proposal: number,
  known: SaidInReview | undefined,
  context: TextCommentsContext,
): Promise<SaidInReview> {
  const { fetcher, registry, octokit, now } = context;
  const moment = ofTime(now());
  try {
    if (system.kind === 'gerrit') {
      const { id: whole, told } = await gerritComments({ fetcher, system }, number, proposal);
      return settled(known, { review: whole, asOf: moment, ...kept(commentThreads(told)) });
    }
    const github = new GithubRequests({
      ...{ fetcher, system, systems: registry.reviewSystems, etags: new Map<string, string>() },
      journal: Journal.inMemory(),
      ...(octokit === undefined ? {} : { octokit }),
    });
    const told = await githubComments(github, repository ?? '', { number, proposal });
    return settled(known, { review: id, asOf: moment, ...kept(commentThreads(told)) });
  } catch (error) {
    // What this machine cannot do is no failure of the server's.
    const fault = localFault(error);
    if (fault !== undefined) throw fault;
    const reason = foreignText(githubReason(error, system.host)).slice(0, 300);
    const since = known?.failure?.since ?? moment;
    return { ...(known ?? { review: id, threads: [] }), failure: { since, reason } };
  }
}

function kept({ threads, left }: ReturnType<typeof commentThreads>) {
  return { threads, ...(left > 0 ? { left } : {}) };
}

/** Where there is nothing new, the day on which that was seen last is moved once a week. */
function settled(known: SaidInReview | undefined, now: SaidInReview): SaidInReview {
  if (known?.asOf === undefined || known.failure !== undefined) return now;
  const isNew = !isDeepStrictEqual({ ...known, asOf: now.asOf }, now);
  const age = Date.parse(now.asOf ?? '') - Date.parse(known.asOf);
  return isNew || age >= weekMs ? now : known;
}
