import { dayText } from '../../ground/day.ts';
import { href } from '../../site/href.ts';
import { rankOfTurn, type ReviewRow } from './review-row.ts';
import { voteRank, votesOf } from './review-vote.ts';
import { whyParts } from './review-why.ts';
import type { RowRecord } from './row-record.ts';

/** Where a stage stands in a blueprint. */
export function stageHref(proposal: string, stage: string): string {
  return `${href(`/proposals/${proposal}/`)}#stage-${stage}`;
}

const kept = new WeakMap<ReviewRow, RowRecord>();

/**
 * A row of the table with all that it shows; made once, as its page and the pieces for the filter ask.
 *
 * @param proposal name of its folder
 */
export function recordOf(row: ReviewRow, proposal: string): RowRecord {
  const known = kept.get(row);
  if (known !== undefined) return known;
  const { review, project, repository, turn, changed } = row;
  const votes = votesOf(review?.votes);
  const rank = rankOfTurn(row);
  const record: RowRecord = {
    url: row.url,
    title: review?.title ?? row.label,
    number: review && row.number,
    said: row.said,
    why: whyParts(row, stageHref(proposal, row.stage)),
    state: row.state,
    project: project ?? repository ?? '',
    projectHref:
      project === undefined || row.projectStatus === undefined
        ? undefined
        : href(`/projects/${project}/`),
    stage: row.stage,
    stageTitle: row.stageTitle,
    owner: review?.owner ?? '',
    branch: review?.branch ?? '',
    votes: votes.map(({ short, full, decisive }) => ({ short, full, isAgainst: decisive < 0 })),
    voteRank: votes.length > 0 ? voteRank(votes) : undefined,
    labels: review?.labels ?? [],
    size: review?.size,
    changed,
    changedText: changed && dayText(changed),
    questions: row.questions,
    turn: rank,
    people: turn?.people ?? [],
  };
  kept.set(row, record);
  return record;
}
