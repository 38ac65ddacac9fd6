import { z } from 'zod';
import { dirname, join, relative } from 'node:path';
import { compareProblems, type Problem } from '../ground/problem.ts';
import { readTextBelow, UnsafePath } from '../ground/trust/open-below.ts';
import { readText, UnreadableFile, YamlSource } from '../proposal/yaml-source.ts';
import { validate } from '../proposal/validate.ts';
import type { ReviewSystem } from '../proposal/registry.ts';
import { allowedHint } from '../ground/suggest.ts';
import { compareLinks, linkKey } from './cited-link.ts';
import { parseReviewReference } from './review-address.ts';
import { decisionsFile, personsDecisionSchema, type PersonsDecision } from './decision.ts';
import type { ReviewAddress, ReviewId, UnresolvedId } from './review-identity.ts';
import type { Decision, Provenance, Link, Review } from './review.ts';
import { reviewIndex } from './review-index.ts';
import {
  emptySnapshot,
  maxSnapshotBytes,
  snapshotFile,
  snapshotSchema,
  type Snapshot,
  type Source,
} from './snapshot.ts';
import { upgradeSnapshot } from './upgrade-snapshot.ts';

/** A link as it stands once people have had their say. */
export interface DecidedLink {
  review: ReviewId | UnresolvedId;
  stage: string;
  decision: Decision;
  /** Empty where only a person knows of it. */
  provenance: Provenance[];
  /** The person's decision, where there is one; it goes before every rule. */
  person?: PersonsDecision;
}

/** All that is known of a proposal's reviews. */
export interface ReviewsOfProposal {
  reviews: Review[];
  /** Sorted by stage, then review; rejected ones included. */
  links: DecidedLink[];
  sources: Source[];
  /** Cited or decided upon, but no server has said yet what they are. */
  unresolved: (ReviewId | UnresolvedId)[];
  problems: Problem[];
}

/** What a reader of a proposal's reviews must know of the proposal. */
export interface ReadContext {
  /** `registry.reviewSystems`: whose addresses are recognised in links.yaml. */
  systems?: readonly ReviewSystem[];
  /** The proposal's stage ids: a decision on any other is a fault. */
  stages?: readonly string[];
}

/**
 * Reads reviews.json and links.yaml of a proposal's folder. An absent file is an empty one; a broken
 * one is a problem, and the rest is returned all the same.
 */
export async function readReviews(
  folder: string,
  context: ReadContext = {},
): Promise<ReviewsOfProposal> {
  const { snapshot, problems } = await readSnapshot(folder);
  const decided = await readDecisions(folder, context);
  return {
    reviews: snapshot.reviews,
    links: applyDecisions(snapshot.links, decided.decisions, snapshot.reviews),
    sources: snapshot.sources,
    unresolved: snapshot.unresolved,
    problems: [...problems, ...decided.problems].sort(compareProblems),
  };
}

/** reviews.json alone, without people's decisions. */
export async function readSnapshot(
  folder: string,
): Promise<{ snapshot: Snapshot; problems: Problem[] }> {
  const path = join(folder, snapshotFile);
  const file = shown(path);
  const broken = (message: string, code: Problem['code']) => ({
    snapshot: emptySnapshot(),
    problems: [
      {
        file,
        line: 1,
        column: 1,
        message,
        hint: 'restore it from git, or remove it and run `npm run sync`',
        code,
      },
    ],
  });
  let text: string;
  try {
    text = await readTextBelow(dirname(path), path, maxSnapshotBytes);
  } catch (error) {
    if (error instanceof UnsafePath) {
      return broken(error.message, error.code === 'too-large' ? 'too-large' : 'unreadable');
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return { snapshot: emptySnapshot(), problems: [] };
    return broken(`cannot be read: ${code ?? String(error)}`, 'unreadable');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return broken(`no JSON: ${error instanceof Error ? error.message : String(error)}`, 'schema');
  }
  const result = snapshotSchema.safeParse(upgradeSnapshot(value));
  if (result.success) return { snapshot: result.data, problems: [] };
  const first = result.error.issues[0];
  const where = first === undefined ? '' : `${first.path.join('.')}: ${first.message}`;
  return broken(where, 'schema');
}

/** A person's decision with the review that it names. */
export interface ReadDecision extends PersonsDecision {
  address: ReviewAddress & { kind: 'review' | 'unresolved' };
}

/** The list alone; what stands in it is judged entry by entry. */
const decisionsListSchema = z.strictObject({ decisions: z.array(z.unknown()).default([]) });
const entryHint =
  'expected review, stage, decision (confirmed or rejected), and perhaps by, date, note';

/** links.yaml alone. */
export async function readDecisions(
  folder: string,
  { systems = [], stages }: ReadContext = {},
): Promise<{ decisions: ReadDecision[]; problems: Problem[] }> {
  const path = join(folder, decisionsFile);
  const file = shown(path);
  let source: YamlSource;
  try {
    source = new YamlSource(file, await readText(path, file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { decisions: [], problems: error.isAbsent ? [] : [error.problem] };
  }
  // An empty file, or one of comments alone, decides nothing.
  if (source.value === null && source.problems.length === 0) return { decisions: [], problems: [] };
  const { data, problems } = validate(decisionsListSchema, source);
  const decisions: ReadDecision[] = [];
  for (const [i, entry] of (data?.decisions ?? []).entries()) {
    const valid = personsDecisionSchema.safeParse(entry);
    if (!valid.success) {
      // One bad entry costs itself: the others stay in force.
      for (const { path: where, message } of valid.error.issues) {
        const at = ['decisions', i, ...where];
        const shownAt = ['decisions', `#${i + 1}`, ...where.map(String)].join('.');
        problems.push(source.problem(at, 'schema', `${shownAt}: ${message}`, entryHint));
      }
      continue;
    }
    const decision = valid.data;
    const address = parseReviewReference(decision.review, systems);
    if (address?.kind !== 'review' && address?.kind !== 'unresolved') {
      const hint =
        'expected gerrit:<host>/<repository>~<number>, github:<owner>/<repo>#<n>, or a review’s address';
      const message = `decisions.#${i + 1}.review: \`${decision.review}\` names no review`;
      problems.push(source.problem(['decisions', i, 'review'], 'broken-reference', message, hint));
      continue;
    }
    if (stages !== undefined && !stages.includes(decision.stage)) {
      const message = `decisions.#${i + 1}.stage: no stage \`${decision.stage}\``;
      const hint = allowedHint(decision.stage, stages);
      problems.push(source.problem(['decisions', i, 'stage'], 'broken-reference', message, hint));
      continue;
    }
    decisions.push({ ...decision, address });
  }
  return { decisions, problems };
}

/** Puts people's decisions over the rules'. The last decision on a review and stage counts. */
export function applyDecisions(
  links: readonly Link[],
  decisions: readonly ReadDecision[],
  reviews: readonly Review[],
): DecidedLink[] {
  const index = reviewIndex(reviews);
  const decided = new Map<string, DecidedLink>();
  for (const link of links) decided.set(linkKey(link), { ...link });
  for (const { address, ...person } of decisions) {
    const review = index.find(address.id)?.id ?? address.id;
    const key = linkKey({ stage: person.stage, review });
    decided.set(key, {
      review,
      stage: person.stage,
      decision: person.decision,
      provenance: decided.get(key)?.provenance ?? [],
      person,
    });
  }
  return [...decided.values()].sort(compareLinks);
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
