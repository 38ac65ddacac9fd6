import { dayOf } from '../ground/day.ts';
import type { Unknown } from './gap.ts';
import type { Moment } from './moment.ts';
import type { StageQuestion } from './stage-question.ts';
import { doneInWords, openInWords, progressInWords, unaskedInWords } from './reason.ts';
import type { Facts } from './evaluate.ts';
import { holding, holdsBySign, lacking, type CountedSign } from './sign.ts';
import type { Status } from './status.ts';
import { courseOf, declineOf, hasBegun, joined, wasThrough } from './unit.ts';
import type { Course } from './unit.ts';
import {
  inWords,
  undecidedAt,
  undecidedBeginning,
  undecidedWhere,
  type Undecided,
} from './undecided.ts';
import { allOf, anyOf } from './verdict.ts';

/** What a stage's criteria say of one project, or of one part of it. */
export interface Derived {
  status: Status;
  /** In words, for the person who must act. */
  reason: string;
  /**
   * When the status began, as far as the history tells: commit and day of the change, and the other
   * project whose commit it is, where a dependency's change made it.
   */
  since?: { commit: string; date: string; project?: string };
  /** Of what is done: because a sign is there, or because nothing is left that could be wrong; null: not told. */
  by: 'sign' | 'absence' | null;
  /** Bad signs that are still there. */
  left: CountedSign[];
  /** Good signs that are still missing; several may be alternatives. */
  missing: CountedSign[];
  /** What keeps it from being told; null: it is told. */
  unknown: Unknown | null;
}

/**
 * Derives the status: *not affected* if `affected` never held since the day from which the history
 * counts; else *done* if `bad` does not hold and `good` does; else *regressed* if it was done at an
 * earlier moment; else *in progress* if a good sign is there, less is left than once was, or a review
 * is open; else *not started*. Each step is taken only if what is known settles it, whatever the rest
 * may turn out to be: otherwise the status is *unknown*, with its reason.
 */
export function derive(question: StageQuestion): Derived {
  const { moments, units } = question;
  const now = moments.at(-1);
  if (now === undefined) throw new Error('Expected at least one moment, got none');
  const courses = units.map((unit) => ({ unit, course: courseOf(question, unit, moments) }));
  const course = joined(courses.map((one) => one.course));
  const isAffected = course.affected.at(-1);
  if (isAffected === undefined) {
    return unknown(
      question,
      'whether it was ever affected',
      undecidedWhere(question, course.affected, 'affected'),
    );
  }
  if (!isAffected) return notAffected(question, now);
  const isThrough = course.through.at(-1);
  if (isThrough === undefined) return unknown(question, '', undecidedAt(question, now));
  if (isThrough) return done(question, course, now);

  const what = openInWords(question, now);
  const rest = { by: null, unknown: null, ...openSigns(question, now) };
  const before = wasThrough(course);
  if (before === undefined) {
    const undecided = undecidedPast(question, course);
    return {
      ...unknown(question, `${what}; whether it ever was done`, undecided),
      ...openSigns(question, now),
    };
  }
  if (before) return { ...relapse(question, course, now, what), ...rest };
  const asked = courses.map(({ unit, course: own }) => {
    const decline = declineOf(question, unit, moments, own);
    return { decline, begun: hasBegun(question, unit, now, decline, question.openReviews), own };
  });
  const begun = anyOf([
    ...asked.map((one) => one.begun),
    // One part that is done is a beginning of the whole.
    ...asked.map(({ own }) => own.through.at(-1)),
  ]);
  if (begun === undefined) {
    return {
      ...unknown(question, `${what}; whether it has begun`, undecidedBeginning(question)),
      ...openSigns(question, now),
    };
  }
  if (!begun) return { status: 'not started', reason: what, ...rest };
  const progress = progressInWords(
    question,
    now,
    asked.map(({ decline }) => decline),
  );
  const reason = progress === '' ? what : `${what}; ${progress}`;
  return { status: 'in progress', reason, ...rest };
}

/** What keeps it from being told whether it ever was done. */
function undecidedPast(question: StageQuestion, { affected, through }: Course): Undecided[] {
  const then = through.map((verdict, i) => allOf([affected[i], verdict]));
  // Whether it was affected by then stands on every moment before as well.
  const last = then.findLastIndex((verdict, i) => verdict === undefined && affected[i] === verdict);
  const untilThen = affected.map((verdict, i) => (i <= last ? verdict : true));
  return [
    ...undecidedWhere(question, then, 'bad', 'good'),
    ...undecidedWhere(question, untilThen, 'affected'),
  ];
}

function notAffected(question: StageQuestion, now: Moment): Derived {
  const elsewhere = unaskedInWords(question, question.affected, now);
  return {
    status: 'not affected',
    reason: `never affected since ${question.since}${elsewhere}`,
    by: null,
    left: [],
    missing: [],
    unknown: null,
  };
}

function done(question: StageQuestion, course: Course, now: Moment): Derived {
  const { moments, criteria, units, since } = question;
  const bySign = allOf(
    units.map((unit) =>
      criteria.good === undefined ? false : holdsBySign(criteria.good, unit.factsAt(now)),
    ),
  );
  const start = beginning(course);
  const first = moments[start] ?? now;
  // Index -1 is before the history: nothing is known of it.
  const isKnown = course.through[start - 1] === false || course.affected[start - 1] === false;
  const from = isKnown
    ? `since ${dayOf(first.date)}`
    : `since ${start === 0 ? since : dayOf(first.date)} or before`;
  return {
    status: 'done',
    reason: `${doneInWords(question, now)} ${from}${unaskedInWords(question, criteria.bad, now)}`,
    ...(isKnown ? { since: sinceOf(first) } : {}),
    by: bySign === undefined ? null : bySign ? 'sign' : 'absence',
    left: [],
    missing: [],
    unknown: null,
  };
}

function relapse(
  { moments }: StageQuestion,
  course: Course,
  now: Moment,
  what: string,
): Pick<Derived, 'status' | 'reason' | 'since'> {
  // Once affected, always affected: the last time that it was through is one at which it was done.
  const last = course.through.lastIndexOf(true);
  const next = moments[last + 1] ?? now;
  const status = 'regressed';
  if (course.through.slice(last + 1).every((verdict) => verdict === false)) {
    const reason = `was done until ${dayOf(next.date)}, now ${what}`;
    return { status, reason, since: sinceOf(next) };
  }
  // Something after it could not be read: it may have been done once more.
  return { status, reason: `was done on ${dayOf(moments[last]?.date ?? '')}, now ${what}` };
}

/** Index of the first moment of the run, up to the last one, in which it is known to be done. */
function beginning({ through, affected }: Course): number {
  const firstAffected = Math.max(0, affected.indexOf(true));
  const lastOpen = through.findLastIndex((verdict) => verdict !== true);
  return Math.max(firstAffected, lastOpen + 1);
}

function unknown(question: StageQuestion, what: string, undecided: readonly Undecided[]): Derived {
  const { words, unknown: why } = inWords(undecided, question.title);
  // Of what was not read at all, nothing need be told apart.
  const reason = what === '' || why.kind === 'unread' ? words : `${what} cannot be told: ${words}`;
  return { status: 'unknown', reason, by: null, left: [], missing: [], unknown: why };
}

function openSigns(
  { criteria, units }: StageQuestion,
  now: Moment,
): { left: CountedSign[]; missing: CountedSign[] } {
  const each = (found: (facts: Facts) => CountedSign[]) =>
    units.flatMap(({ part, factsAt }) =>
      found(factsAt(now)).map((sign) => (part === null ? sign : { ...sign, part })),
    );
  return {
    left: each((facts) => holding(criteria.bad, facts)),
    missing: each((facts) => lacking(criteria.good, facts)),
  };
}

function sinceOf({ commit, date, project }: Moment): NonNullable<Derived['since']> {
  return { commit, date, ...(project === undefined ? {} : { project }) };
}
