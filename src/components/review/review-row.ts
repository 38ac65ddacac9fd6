import { compareText } from '../../ground/problem.ts';
import type { Registry } from '../../proposal/registry.ts';
import { reviewUrl } from '../../review/review-address.ts';
import { parseReviewId, type ReviewId, type UnresolvedId } from '../../review/review-identity.ts';
import type { DecidedLink } from '../../review/decided-link.ts';
import type { Review } from '../../review/review.ts';
import { attention, type StagedReview } from '../../review/attention.ts';
import { projectsByRepository, type LinkedReview } from '../../review/summary.ts';
import type { FullReport } from '../../status/load-reports.ts';
import type { Status } from '../../status/status.ts';
import { citedWords } from '../../site/prose/cited-words.ts';
import { reviewLabel, reviewNumberLabel } from './review-mark.ts';
import { questions, type Question } from '../../review/question.ts';
import type { ReviewState } from '../../review/review-state.ts';
import type { Turn } from '../../review/turn.ts';

/** A review at one stage, as every list and table of the site shows it. */
export interface ReviewRow {
  stage: string;
  stageTitle: string;
  id: ReviewId | UnresolvedId;
  /** On the review's own server. */
  url: string;
  /** `openstack/nova 912345`, `owner/repo#12`, `change 136652`. */
  label: string;
  /** The label without its repository: `912345`, `#12`. */
  number: string;
  /** Undefined while no server has said what it is. */
  review: Review | undefined;
  /** What the blueprint says where it cites it, while nobody knows its title. */
  said: string | undefined;
  /** `owner/name`, as far as known. */
  repository: string | undefined;
  /** The registry's project of that repository. */
  project: string | undefined;
  /** That project's status at the stage; undefined where the blueprint is not for it: no page then. */
  projectStatus: Status | undefined;
  state: ReviewState;
  /** When it merged; else when it last changed. */
  changed: string | undefined;
  link: DecidedLink;
  /** The questions that it is an answer to. */
  questions: Question[];
  revertedBy: ReviewReference | undefined;
  /** An open review that would take it back. */
  threatenedBy: ReviewReference | undefined;
  /** Whose turn it is, where it is open. */
  turn: Turn | undefined;
  /** The review that has to land first. */
  behind: ReviewReference | undefined;
}

/** Another review, as a row leads to it. */
export interface ReviewReference {
  label: string;
  url: string;
}

/** The rows of a proposal, in the plan's order; of a stage: open ones, unknown, over, suggested. */
export interface ReviewRows {
  all: ReviewRow[];
  of(stage: string, project?: string): ReviewRow[];
  /** In the order in which they should be looked at. */
  asked: Record<Question, ReviewRow[]>;
}

const kept = new WeakMap<FullReport, ReviewRows>();

/** All rows of a proposal; made once per report, as many pages ask. */
export function reviewRows(report: FullReport, registry: Registry): ReviewRows {
  const known = kept.get(report);
  if (known !== undefined) return known;
  const made = makeRows(report, registry);
  kept.set(report, made);
  return made;
}

function makeRows(report: FullReport, registry: Registry): ReviewRows {
  const titles = new Map(report.proposal.frontMatter.stages.map(({ id, title }) => [id, title]));
  const projects = projectsByRepository(registry);
  const statusAt = (stage: string, project: string | undefined) =>
    project === undefined ? undefined : report.rows.get(project)?.get(stage)?.status;
  const referenceTo = (review: Review | undefined): ReviewReference | undefined =>
    review && { label: reviewLabel(review.id), url: reviewUrl(review.id, registry.reviewSystems) };
  const row = (
    stage: string,
    id: ReviewId | UnresolvedId,
    link: DecidedLink,
    linked?: LinkedReview,
  ): ReviewRow => {
    const review = linked?.review;
    const repository = review?.repository ?? parseReviewId(id)?.repository;
    const project = linked ? linked.project : projects.get(repository?.toLowerCase() ?? '');
    return {
      stage,
      stageTitle: titles.get(stage) ?? stage,
      id,
      url: reviewUrl(id, registry.reviewSystems),
      label: reviewLabel(id),
      number: reviewNumberLabel(id),
      review,
      said: review === undefined ? saidOf(report.proposal.text, link) : undefined,
      repository,
      project,
      projectStatus: statusAt(stage, project),
      state: linked?.state ?? 'unknown',
      turn: linked?.turn,
      behind: referenceTo(linked?.turn?.behind),
      changed: review && (review.merged ?? review.updated ?? review.created),
      link,
      questions: [],
      revertedBy: referenceTo(linked?.revertedBy),
      threatenedBy: referenceTo(linked?.threatenedBy),
    };
  };
  const rank = ({ state, link }: ReviewRow) =>
    link.decision === 'suggested' ? 4 : rankOfState[state];
  const all = report.reviewsByStage.flatMap(({ stage, confirmed, unresolved, suggested }) =>
    [
      ...confirmed.map((one) => row(stage, one.review.id, one.link, one)),
      ...unresolved.map(({ id, link }) => row(stage, id, link)).sort(asCited),
      ...suggested.map((one) => row(stage, one.review.id, one.link, one)),
    ].sort((a, b) => rank(a) - rank(b) || byTurn(a, b)),
  );

  const byKey = new Map(all.map((one) => [`${one.stage} ${one.id}`, one]));
  const found = attention(report.reviewsByStage, statusAt);
  const ask = (question: Question, linked: readonly StagedReview[]) =>
    linked.flatMap(({ stage, review }) => {
      const one = byKey.get(`${stage} ${review.id}`);
      if (one === undefined) return [];
      one.questions.push(question);
      return [one];
    });
  const asked = Object.fromEntries(
    questions.map((question) => [question, ask(question, found[question])]),
  ) as Record<Question, ReviewRow[]>;
  const byPlace = Map.groupBy(all, ({ stage, project }) => `${stage} ${project ?? ''}`);
  const byStage = Map.groupBy(all, ({ stage }) => stage);
  return {
    all,
    asked,
    of: (stage, project) =>
      (project === undefined ? byStage.get(stage) : byPlace.get(`${stage} ${project}`)) ?? [],
  };
}

function saidOf(text: string, { provenance }: DecidedLink): string | undefined {
  const [citation] = provenance.filter(({ kind }) => kind === 'cited');
  return citation?.line === undefined ? undefined : citedWords(text, citation.line, citation.text);
}

/** In the blueprint's own order. */
function asCited(a: ReviewRow, b: ReviewRow): number {
  const line = ({ link }: ReviewRow) =>
    Math.min(...link.provenance.map((one) => one.line ?? Infinity));
  return Math.sign(line(a) - line(b)) || 0;
}

/** Who has to act first: refused, ready to land, waiting for review, for its author, behind another. */
const turnsInOrder = ['submitter', 'reviewers', 'author', 'another review', 'unknown'] as const;

/** Place of an open review by whose turn it is, from 0; undefined where it is not open. */
export function rankOfTurn({ turn }: Pick<ReviewRow, 'turn'>): number | undefined {
  if (turn === undefined) return undefined;
  return turn.isRefused ? 0 : turnsInOrder.indexOf(turn.who) + 1;
}

/** Of two open reviews, whose turn comes first; of one turn, the longest waiting. */
function byTurn(a: ReviewRow, b: ReviewRow): number {
  const [one, other] = [rankOfTurn(a), rankOfTurn(b)];
  if (one === undefined || other === undefined) return 0;
  const moment = ({ turn, review }: ReviewRow) => turn?.since ?? review?.updated ?? '';
  return one - other || compareText(moment(a), moment(b));
}

/** What is to be done stands first. */
const rankOfState: Record<ReviewState, number> = {
  open: 0,
  draft: 0,
  unknown: 1,
  gone: 1,
  merged: 2,
  reverted: 2,
  revert: 2,
  undone: 2,
  abandoned: 3,
  closed: 3,
};

/** Rows in figures: "2 open, 31 merged, 1 abandoned, 3 suggested". */
export function countText(rows: readonly ReviewRow[]): string {
  const confirmed = rows.filter(({ link }) => link.decision === 'confirmed');
  const count = (...states: ReviewState[]) =>
    confirmed.filter(({ state }) => states.includes(state)).length;
  const told = [
    [count('open', 'draft'), 'open'],
    [count('merged'), 'merged'],
    [count('reverted'), 'merged and taken back'],
    [count('revert'), 'reverts'],
    [count('undone'), 'reverts undone'],
    [count('abandoned'), 'abandoned'],
    [count('closed'), 'closed'],
    [count('gone'), 'gone'],
    [count('unknown'), 'of unknown state'],
    [rows.length - confirmed.length, 'suggested'],
  ] as const;
  const parts = told.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** The reviews of a stage to look at first: open ones by whose turn it is, then what moved last. */
export function foremost(rows: readonly ReviewRow[], count: number): ReviewRow[] {
  const confirmed = rows.filter(({ link }) => link.decision === 'confirmed');
  const open = confirmed.filter(({ turn }) => turn !== undefined);
  const rest = confirmed
    .filter(({ turn }) => turn === undefined)
    .sort((a, b) => compareText(b.changed ?? '', a.changed ?? ''));
  return [...open, ...rest].slice(0, count);
}
