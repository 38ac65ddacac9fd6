import { listed } from '../listed.ts';
import { change, onDay, type Change } from './change.ts';
import type { ProposalState, ReviewState } from './proposal-state.ts';

/** Reviews that came to a stage, left it, or are otherwise on their server; none where they are not known. */
export function reviewChanges(before: ProposalState | undefined, after: ProposalState): Change[] {
  const were = before === undefined ? {} : before.reviews;
  if (were === null || after.reviews === null) return [];
  const known = new Set<string>();
  const found = Object.entries(after.reviews).flatMap(([id, now]) => {
    const old = [id, ...now.formerly].find((one) => Object.hasOwn(were, one));
    if (old !== undefined) known.add(old);
    const was = old === undefined ? undefined : were[old];
    return was === undefined ? [ofReview(after, id, undefined, now)] : steps(after, id, was, now);
  });
  const gone = Object.entries(were).filter(([id]) => !known.has(id));
  return [...found, ...gone.map(([id, was]) => ofReview(after, id, was, undefined))];
}

function steps(after: ProposalState, id: string, was: ReviewState, now: ReviewState): Change[] {
  const came = now.stages.filter((stage) => !was.stages.includes(stage));
  const left = was.stages.filter((stage) => !now.stages.includes(stage));
  return [
    ...(was.status === now.status ? [] : [ofReview(after, id, was, now)]),
    ...(came.length === 0 ? [] : [ofReview(after, id, undefined, { ...now, stages: came })]),
    ...(left.length === 0 ? [] : [ofReview(after, id, { ...was, stages: left }, undefined)]),
  ];
}

function ofReview(
  state: ProposalState,
  id: string,
  was: ReviewState | undefined,
  now: ReviewState | undefined,
): Change {
  const one = now ?? was;
  const { title = id, stages = [], project = null } = one ?? {};
  const at = listed(stages.map((stage) => state.stages[stage]?.title ?? stage));
  const verb =
    now === undefined
      ? `no longer linked to ${at}`
      : was === undefined
        ? `linked to ${at}, ${now.status}`
        : `${now.status}, before ${was.status}`;
  const team = project === null ? undefined : state.teams[project];
  return change({
    kind: 'review',
    proposal: state.number,
    subject: id,
    from: was?.status ?? null,
    to: now?.status ?? null,
    words: `“${title}” ${verb}`,
    stages,
    projects: project === null ? [] : [project],
    teams: team === undefined ? [] : [team],
    happened: onDay(now?.at ?? undefined),
  });
}
