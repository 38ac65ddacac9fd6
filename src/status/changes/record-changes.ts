import { isDeepStrictEqual } from 'node:util';
import type { Claim } from '../../proposal/claim.ts';
import type { Concern } from '../../proposal/concern.ts';
import { decided, decisionLog } from '../../proposal/decision-log.ts';
import type { SignOff, SignOffRound } from '../../proposal/sign-off.ts';
import { listed } from '../listed.ts';
import { change, onDay, type Change } from './change.ts';
import { teamsOf, type ProposalState } from './proposal-state.ts';

/** A state whose data could be used. */
export type WholeState = ProposalState & { data: NonNullable<ProposalState['data']> };

/** What became of the concerns: raised, closed, opened again, answered, adopted, written anew, gone. */
export function concernChanges(before: WholeState | undefined, after: WholeState): Change[] {
  const were = new Map(before?.data.concerns.map((one) => [one.id, one]));
  const are = new Set(after.data.concerns.map(({ id }) => id));
  const gone = [...were.values()].filter(({ id }) => !are.has(id));
  return [
    ...after.data.concerns.flatMap((now) =>
      concernSteps(were.get(now.id), now).map((step) => ofConcern(after, now, step)),
    ),
    ...gone.map((was) =>
      ofConcern(after, was, { from: was.state, to: null, verb: 'no longer on the register' }),
    ),
  ];
}

interface ConcernStep {
  from: string | null;
  to: string | null;
  verb: string;
  on?: string | undefined;
}

function concernSteps(was: Concern | undefined, now: Concern): ConcernStep[] {
  const steps: ConcernStep[] = [];
  const { state, disposition, closed, answer, adopted, formerSince } = now;
  if (was === undefined) {
    const verb = `raised by ${now.raisedBy}${now.blocking ? ', blocking' : ''}`;
    steps.push({ from: null, to: 'open', verb, on: now.raised });
  }
  const before = was?.state ?? 'open';
  if (before !== state || (state === 'closed' && was?.disposition !== disposition)) {
    const to = state === 'closed' ? `closed, ${disposition ?? 'no disposition'}` : 'open';
    const verb = state === 'closed' ? to : 'open again';
    steps.push({ from: before, to, verb, on: state === 'closed' ? closed : undefined });
  }
  if (answer !== undefined && !isDeepStrictEqual(was?.answer, answer)) {
    const verb =
      answer.says === 'none'
        ? `its raiser is asked, and may answer until ${answer.by}`
        : `its raiser is ${answer.says}`;
    const on = answer.says === 'none' ? undefined : answer.date;
    steps.push({ from: was?.answer?.says ?? null, to: answer.says, verb, on });
  }
  if (adopted !== undefined && !isDeepStrictEqual(was?.adopted, adopted)) {
    const verb = `adopted by ${adopted.by}`;
    steps.push({ from: was?.adopted?.by ?? null, to: adopted.by, verb, on: adopted.date });
  }
  if (formerSince !== undefined && was?.formerSince !== formerSince) {
    steps.push({ from: null, to: 'left', verb: 'its raiser left the role', on: formerSince });
  }
  if (was !== undefined && was.blocking !== now.blocking) {
    const [from, to] = [was.blocking, now.blocking].map((one) => (one ? 'blocking' : 'no block'));
    steps.push({ from: from ?? null, to: to ?? null, verb: `now ${to}` });
  }
  const said = ({ title, text, wouldClear, reason }: Concern) => [title, text, wouldClear, reason];
  if (was !== undefined && steps.length === 0 && !isDeepStrictEqual(said(was), said(now))) {
    steps.push({ from: 'text', to: 'text', verb: 'written anew' });
  }
  return steps;
}

function ofConcern(state: WholeState, concern: Concern, step: ConcernStep): Change {
  const { id, title, stage, projects = [], url } = concern;
  return change({
    kind: 'concern',
    proposal: state.number,
    subject: id,
    from: step.from,
    to: step.to,
    words: `“${title}” ${step.verb}`,
    stages: stage === undefined ? [] : [stage],
    projects,
    teams: teamsOf(state, projects),
    happened: onDay(step.on),
    url: url ?? null,
  });
}

/** Teams that were asked, and what they said. */
export function signOffChanges(before: WholeState | undefined, after: WholeState): Change[] {
  return after.data.signOffs.flatMap((now) => {
    const was = before?.data.signOffs.find(({ team }) => team === now.team);
    return now.rounds.flatMap((round, i) => roundChanges(after, now, was?.rounds[i], round));
  });
}

function roundChanges(
  { number }: WholeState,
  { team }: SignOff,
  was: SignOffRound | undefined,
  { asked, position, date, by, url }: SignOffRound,
): Change[] {
  const common = { kind: 'sign-off' as const, proposal: number, subject: team, teams: [team] };
  const found: Change[] = [];
  if (was === undefined) {
    const words = `${team} is asked for its sign-off`;
    found.push(change({ ...common, to: 'asked', words, happened: onDay(asked) }));
  }
  if (position !== undefined && was?.position !== position) {
    const words = `${team} says ${position}${by === undefined ? '' : `, by ${by}`}`;
    const from = was?.position ?? 'asked';
    const happened = onDay(date);
    found.push(change({ ...common, from, to: position, words, happened, url: url ?? null }));
  }
  return found;
}

/** What was claimed, and what is no longer. */
export function claimChanges(before: WholeState | undefined, after: WholeState): Change[] {
  const were = before?.data.claims ?? [];
  const are = after.data.claims;
  const missing = (list: readonly Claim[], one: Claim) =>
    !list.some((other) => isDeepStrictEqual(other, one));
  const ofClaim = (one: Claim, isNew: boolean) =>
    change({
      kind: 'claim',
      proposal: after.number,
      subject: one.stage,
      from: isNew ? null : one.status,
      to: isNew ? one.status : null,
      words: `${isNew ? 'claimed' : 'no longer claimed'} ${one.status}: ${listed(one.projects)}, ${after.stages[one.stage]?.title ?? one.stage}; ${one.source}`,
      stages: [one.stage],
      projects: one.projects,
      teams: teamsOf(after, one.projects),
      happened: isNew ? onDay(one.date) : null,
      url: one.url ?? null,
    });
  return [
    ...are.filter((one) => missing(were, one)).map((one) => ofClaim(one, true)),
    ...were.filter((one) => missing(are, one)).map((one) => ofClaim(one, false)),
  ];
}

/** Entries of the decision log that are new, but for steps of the proposal's own status. */
export function decisionChanges(before: WholeState | undefined, after: WholeState): Change[] {
  const were = before === undefined ? [] : decisionLog(before.data);
  return decisionLog(after.data)
    .filter((one) => !('to' in one) && !were.some((other) => isDeepStrictEqual(one, other)))
    .map((one) => {
      const projects = 'exempts' in one ? one.exempts : [];
      return change({
        kind: 'decision',
        proposal: after.number,
        subject: 'overrides' in one ? one.overrides : 'waives' in one ? one.waives : 'exemption',
        to: decided(one),
        words: decided(one),
        stages: 'exempts' in one && one.stage !== undefined ? [one.stage] : [],
        projects,
        teams: 'waives' in one ? [one.waives] : teamsOf(after, projects),
        happened: onDay(one.date),
        url: one.url ?? null,
      });
    });
}
