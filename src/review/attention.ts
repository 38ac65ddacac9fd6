import { compareText } from '../ground/problem.ts';
import type { Question } from './question.ts';
import type { LinkedReview, StageReviews } from './summary.ts';
import type { WhoseTurn } from './turn.ts';

/** A linked review and the stage at which it stands. */
export type StagedReview = LinkedReview & { stage: string };

/** Everything that asks for somebody's attention, by the question that finds it. */
export type Attention = Record<Question, StagedReview[]>;

/**
 * Everything that asks for somebody's attention.
 *
 * @param statusAt the derived status of a registry's project at a stage, in the status' own words
 */
export function attention(
  byStage: readonly StageReviews[],
  statusAt: (stage: string, project: string) => string | undefined,
): Attention {
  const all = byStage.flatMap(({ stage, confirmed }) =>
    confirmed.map((one) => ({ ...one, stage })),
  );
  const open = all.filter(({ turn }) => turn !== undefined).sort(longestWaitingFirst);
  const turn = (who: WhoseTurn, isRefused = false) =>
    open.filter((one) => one.turn?.who === who && one.turn.isRefused === isRefused);
  const at = ({ stage, project }: StagedReview) =>
    project === undefined ? undefined : statusAt(stage, project);
  return {
    refused: turn('author', true),
    ready: turn('submitter'),
    review: turn('reviewers'),
    author: turn('author'),
    behind: turn('another review'),
    unsaid: turn('unknown'),
    done: open.filter((one) => at(one) === 'done'),
    unaffected: open.filter((one) => at(one) === 'not affected'),
    threatened: all.filter(({ threatenedBy }) => threatenedBy !== undefined),
    reverted: all.filter(({ state }) => state === 'reverted'),
    confirm: byStage.flatMap(({ stage, suggested }) => suggested.map((one) => ({ ...one, stage }))),
  };
}

/** By how long each waits; one that has no turn, by when it changed. */
export function longestWaitingFirst(a: StagedReview, b: StagedReview): number {
  const moment = ({ turn, review }: StagedReview) => turn?.since ?? review.updated ?? '';
  return (
    compareText(moment(a), moment(b)) ||
    compareText(a.review.id, b.review.id) ||
    compareText(a.stage, b.stage)
  );
}
