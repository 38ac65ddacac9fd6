import { references, type Criteria, type Predicate } from '../proposal/criteria.ts';
import { evaluate, type Facts, type Verdict } from './evaluate.ts';
import type { Moment } from './moment.ts';
import { doneInWords, listed, openInWords } from './reason.ts';
import { absent, holding, present, total, type CountedSign } from './sign.ts';
import type { Status } from './status.ts';

/** What a stage's criteria say of one project. */
export interface Derived {
  status: Status;
  /** In words, for the person who must act. */
  reason: string;
  /** When the status began, as far as the history tells: commit and date of the change. */
  since?: { commit: string; date: string };
  /** Bad signs that are still there. */
  left: CountedSign[];
  /** Good signs that are still missing; several may be alternatives. */
  missing: CountedSign[];
}

/** All that the derivation needs to know of a project at a stage. */
export interface Question {
  criteria: Criteria;
  /** The proposal's own `affected`, where the stage has none. */
  affected: Predicate;
  /** From the day of the proposal's `since` to now; the last is now. Empty: not read. */
  moments: readonly Moment[];
  /** Why a probe, or the whole repository, has no answer; undefined when all have one. */
  unanswered?: string | undefined;
  /** The day from which the history counts. */
  since: string;
  /** Display title of a probe: "imports of eventlet". */
  title: (probe: string) => string;
  dependencies: (stage: string) => { verdict: Verdict; waitingFor: string[] };
  /** Open code reviews linked to this stage in this project. */
  openReviews: number;
}

/**
 * Derives the status: *not affected* if `affected` never held since the day from which the history
 * counts; else *done* if `bad` does not hold and `good` does; else *regressed* if it was done at an
 * earlier commit; else *in progress* if a good sign is there, less is left than once was, or a
 * review is open; else *not started*. What cannot be told is *unknown*, with its reason.
 */
export function derive(question: Question): Derived {
  const { criteria, moments, since, openReviews } = question;
  const now = moments.at(-1);
  if (now === undefined) return unknown(question.unanswered ?? 'the repository was not read yet');
  const affected = criteria.affected ?? question.affected;

  const factsAt = (moment: Moment): Facts => ({
    counts: (probe) => moment.counts.get(probe),
    // Of the dependencies only today's state is known.
    dependencies: (stage) => (moment === now ? question.dependencies(stage).verdict : undefined),
  });
  const through = (moment: Moment): Verdict => {
    const facts = factsAt(moment);
    const bad = criteria.bad === undefined ? false : evaluate(criteria.bad, facts);
    const good = criteria.good === undefined ? true : evaluate(criteria.good, facts);
    if (bad === true || good === false) return false;
    return bad === undefined || good === undefined ? undefined : true;
  };

  let firstAffected = -1;
  let affectedUnknown = false;
  for (const [i, moment] of moments.entries()) {
    const verdict = evaluate(affected, factsAt(moment));
    if (verdict === true) {
      firstAffected = i;
      break;
    }
    affectedUnknown ||= verdict === undefined;
  }
  if (firstAffected < 0) {
    if (affectedUnknown) return unknown(question.unanswered ?? notAnswered(affected, now));
    return {
      status: 'not affected',
      reason: `never affected since ${since}`,
      left: [],
      missing: [],
    };
  }

  const counts = factsAt(now).counts;
  const left = holding(criteria.bad, factsAt(now));
  const missing = absent(criteria.good, counts);
  const verdict = through(now);
  if (verdict === undefined) {
    return unknown(
      question.unanswered ?? notAnswered(criteria.bad ?? criteria.good ?? affected, now),
    );
  }
  const waiting = waitingFor(criteria.good, question);

  if (verdict) {
    const start = beginning(moments, firstAffected, (moment) => through(moment) !== false);
    const what = doneInWords(criteria, counts, question.title);
    const from =
      start === undefined || start === 0
        ? `since ${since} or before`
        : `since ${day(moments[start])}`;
    return {
      status: 'done',
      reason: `${what} ${from}`,
      ...sinceOf(moments, start),
      left: [],
      missing: [],
    };
  }

  const what = openInWords(criteria, factsAt(now), waiting, question.title);
  for (let i = moments.length - 2; i >= firstAffected; i--) {
    const moment = moments[i];
    const next = moments[i + 1];
    if (moment === undefined || next === undefined || through(moment) !== true) continue;
    return {
      status: 'regressed',
      reason: `was done until ${next.date.slice(0, 10)}, now ${what}`,
      since: { commit: next.commit, date: next.date },
      left,
      missing,
    };
  }

  const signs = present(criteria.good, counts);
  const sumNow = total(criteria.bad, counts);
  const peak = moments
    .slice(firstAffected)
    .map((moment) => ({ moment, sum: total(criteria.bad, factsAt(moment).counts) }))
    .reduce((most, here) => (here.sum > most.sum ? here : most), { moment: now, sum: sumNow });
  const progress: string[] = [];
  if (signs.length > 0) {
    progress.push(`has ${listed(signs.map((sign) => question.title(sign.probe)))}`);
  }
  if (peak.sum > sumNow) progress.push(`down from ${peak.sum} on ${day(peak.moment)}`);
  if (openReviews > 0)
    progress.push(`${openReviews} open ${openReviews === 1 ? 'review' : 'reviews'}`);
  if (progress.length > 0) {
    return { status: 'in progress', reason: `${what}; ${progress.join('; ')}`, left, missing };
  }
  return { status: 'not started', reason: what, left, missing };
}

function unknown(reason: string): Derived {
  return { status: 'unknown', reason, left: [], missing: [] };
}

function notAnswered(predicate: Predicate, now: Moment): string {
  const names = [...references(predicate)]
    .filter(({ kind, name }) => kind === 'probe' && !now.counts.has(name))
    .map(({ name }) => name);
  if (names.length === 0) return 'a project that it depends on is unknown';
  return `not answered yet: ${listed(names)}; run npm run track`;
}

/** Index of the first moment of the run, up to the last moment, in which `holds` holds. */
function beginning(
  moments: readonly Moment[],
  from: number,
  holds: (moment: Moment) => boolean,
): number | undefined {
  let start: number | undefined;
  for (let i = moments.length - 1; i >= from; i--) {
    const moment = moments[i];
    if (moment === undefined || !holds(moment)) break;
    start = i;
  }
  return start;
}

function sinceOf(moments: readonly Moment[], index: number | undefined): Pick<Derived, 'since'> {
  const moment = index === undefined || index === 0 ? undefined : moments[index];
  return moment === undefined ? {} : { since: { commit: moment.commit, date: moment.date } };
}

function waitingFor(good: Predicate | undefined, question: Question): string[] {
  if (good === undefined) return [];
  const stages = [...references(good)].filter(({ kind }) => kind === 'stage');
  return [...new Set(stages.flatMap(({ name }) => question.dependencies(name).waitingFor))];
}

function day(moment: Moment | undefined): string {
  return moment?.date.slice(0, 10) ?? '';
}
