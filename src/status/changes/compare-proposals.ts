import { change, onDay, type Change } from './change.ts';
import type { ProposalState } from './proposal-state.ts';
import {
  claimChanges,
  concernChanges,
  decisionChanges,
  signOffChanges,
  type WholeState,
} from './record-changes.ts';
import { reviewChanges } from './review-changes.ts';
import { rowChanges } from './row-changes.ts';
import { planChanges, textChanges } from './text-changes.ts';

/**
 * Everything that is otherwise in a later state of one proposal than in an earlier one. Pure.
 *
 * @param before undefined: it was not there
 * @param after undefined: it is not there any more
 */
export function compareProposals(
  before: ProposalState | undefined,
  after: ProposalState | undefined,
): Change[] {
  if (after === undefined) {
    return before === undefined ? [] : [itself(before, 'is gone', nameOf(before), null)];
  }
  if (!isWhole(after)) {
    if (before !== undefined && !isWhole(before)) return [];
    return [itself(after, 'has faults: npm run check', before ? nameOf(before) : null, 'faulty')];
  }
  if (before === undefined) {
    return [
      itself(after, `is new: “${after.data.title}”, ${after.data.status}`, null, after.data.status),
      ...records(undefined, after),
      ...rowChanges({ ...after, rows: {}, reads: {} }, after),
    ];
  }
  // What it said before cannot be told: there is nothing to compare.
  if (!isWhole(before)) return [itself(after, 'can be read', 'faulty', after.data.status)];
  return [
    ...moves(before, after),
    ...planChanges(before, after),
    ...records(before, after),
    ...rowChanges(before, after),
    ...textChanges(before, after),
  ];
}

/** A proposal whose data was of no use is of use again, and was before. */
export function mended(after: WholeState): Change {
  return itself(after, 'can be read again', 'faulty', after.data.status);
}

export function isWhole(state: ProposalState): state is WholeState {
  return state.data !== null;
}

function records(before: WholeState | undefined, after: WholeState): Change[] {
  const lost = [...(before?.lost ?? []), ...after.lost];
  const holds = (...keys: string[]) => !keys.some((key) => lost.includes(key));
  return [
    ...(holds('decisions', 'waivers', 'exemptions') ? decisionChanges(before, after) : []),
    ...reviewChanges(before, after),
    ...(holds('concerns') ? concernChanges(before, after) : []),
    ...(holds('signOffs') ? signOffChanges(before, after) : []),
    ...(holds('claims') ? claimChanges(before, after) : []),
  ];
}

/** From status to status, each step with its day where the log has it. */
function moves(before: WholeState, after: WholeState): Change[] {
  const [from, to] = [before.data.status, after.data.status];
  const steps = after.data.moves.slice(before.data.moves.length);
  if (from === to && steps.length === 0) return [];
  if (steps.length === 0 || steps.at(-1)?.to !== to) {
    return [itself(after, `is ${to}, before ${from}`, from, to)];
  }
  return steps.map((step) => ({
    ...itself(after, `is ${step.to}, before ${step.from}; by ${step.by}`, step.from, step.to),
    happened: onDay(step.date),
    url: step.url ?? null,
  }));
}

function nameOf({ name, data }: ProposalState): string {
  return data?.status ?? name;
}

function itself(
  { number, name, data }: ProposalState,
  verb: string,
  from: string | null,
  to: string | null,
): Change {
  const words = data === null ? `${name} ${verb}` : `the blueprint ${verb}`;
  return change({ kind: 'proposal', proposal: number, subject: name, from, to, words });
}
