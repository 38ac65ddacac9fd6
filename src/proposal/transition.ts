import {
  hasSuccessor,
  isAsked,
  isCommentOver,
  isDated,
  isEveryProjectDone,
  isReady,
  isReasoned,
  isSignedOff,
  isUndisputed,
  isWhole,
  type Condition,
  type Finding,
} from './condition.ts';
import { proposalStatuses, type ProposalStatus } from './lifecycle.ts';
import type { TransitionFacts } from './transition-facts.ts';

const planned = [isWhole, isDated];
const agreed = [...planned, isReady, isUndisputed];

/** Every step that there is, with what must hold for it. What is not here is no step. */
const table: Readonly<
  Record<ProposalStatus, Partial<Record<ProposalStatus, readonly Condition[]>>>
> = {
  draft: { proposed: planned, withdrawn: [isReasoned] },
  proposed: {
    draft: [isReasoned],
    'final comment': [...agreed, isAsked],
    rejected: [isReasoned],
    withdrawn: [isReasoned],
    deferred: [isReasoned],
    superseded: [hasSuccessor],
  },
  'final comment': {
    proposed: [isReasoned],
    accepted: [...agreed, isSignedOff, isCommentOver],
    rejected: [isReasoned],
    withdrawn: [isReasoned],
    deferred: [isReasoned],
    superseded: [hasSuccessor],
  },
  accepted: {
    active: [isWhole, isUndisputed],
    withdrawn: [isReasoned],
    deferred: [isReasoned],
    superseded: [hasSuccessor],
  },
  active: {
    completed: [isWhole, isUndisputed, isEveryProjectDone],
    withdrawn: [isReasoned],
    deferred: [isReasoned],
    superseded: [hasSuccessor],
  },
  // Others may have gone on meanwhile: what was decided is decided again.
  deferred: { proposed: planned, withdrawn: [isReasoned], superseded: [hasSuccessor] },
  completed: { superseded: [hasSuccessor] },
  rejected: {},
  withdrawn: {},
  superseded: {},
};

/** Where a proposal can go from a status, in the order of the statuses. */
export function nextStatuses(from: ProposalStatus): ProposalStatus[] {
  return proposalStatuses.filter((to) => table[from][to] !== undefined);
}

/** Is there such a step at all, whatever its conditions? */
export function isStep(from: ProposalStatus, to: ProposalStatus): boolean {
  return table[from][to] !== undefined;
}

/** Does a step ask how far the projects are? */
export function asksProjects(from: ProposalStatus, to: ProposalStatus): boolean {
  const asking: readonly Condition[] = [isAsked, isSignedOff, isEveryProjectDone];
  return table[from][to]?.some((one) => asking.includes(one)) === true;
}

/** Does a step ask what the comments say? */
export function asksComments(from: ProposalStatus, to: ProposalStatus): boolean {
  return table[from][to]?.includes(isUndisputed) === true;
}

/**
 * Everything that keeps a proposal from a step, all at once; nothing: it may go. That there is no such
 * step is a finding, too.
 */
export function judgeTransition(facts: TransitionFacts, to: ProposalStatus): Finding[] {
  const conditions = table[facts.from][to];
  if (conditions === undefined) {
    const next = nextStatuses(facts.from);
    const todo = next.length === 0 ? 'it is over' : `from there: ${next.join(', ')}`;
    const what = facts.from === to ? `it is ${to} already` : `no step from ${facts.from} to ${to}`;
    return [{ what, todo, isUnknown: false }];
  }
  return conditions.flatMap((condition) => condition(facts));
}
