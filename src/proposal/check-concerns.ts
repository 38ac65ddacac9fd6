import { plusDays } from '../ground/day.ts';
import type { Problem } from '../ground/problem.ts';
import { allowedHint } from '../ground/suggest.ts';
import { concernSchema, type Concern } from './concern.ts';
import { stands } from './concern-words.ts';
import { holdUp, isOrphaned, leastDaysToAnswer, type HoldUp } from './concern-standing.ts';
import type { DraftData } from './draft.ts';
import { needsSettledConcerns } from './lifecycle.ts';
import { voteFaults, overrideSchema, sameName, type Override } from './override.ts';
import { partialFrontMatter, readItems } from './partial-front-matter.ts';
import type { Registry } from './registry.ts';
import { pathText } from './validate.ts';

type Path = (string | number)[];
type Tell = (path: Path, message: string, hint: string) => void;
type Partly<T> = { [Key in keyof T]?: T[Key] | undefined };

/** What to do about a concern that holds the proposal up. */
const remedies: Record<HoldUp, string> = {
  open: 'settle it, or set `status: proposed`',
  'not asked': 'ask its raiser, and record the `answer`',
  'awaits the answer': 'wait for that day, or set `status: proposed`',
  'not satisfied': 'settle it anew, or record the vote of a body that overrides it in `decisions`',
  'not closed right': 'mend how it is closed first',
};

/**
 * Faults of the register: how concerns are raised, closed, answered, adopted and overridden, and what
 * holds an accepted proposal up. Faults of one entry hide none of another.
 *
 * @param today `YYYY-MM-DD`
 */
export function checkConcerns(
  draft: Omit<DraftData, 'problems'>,
  registry: Registry | undefined,
  today: string,
): Problem[] {
  const { frontMatterSource: source } = draft;
  const frontMatter = draft.frontMatter ?? partialFrontMatter(source);
  const problems: Problem[] = [];
  const tell: Tell = (path, message, hint) => {
    problems.push(source.problem(path, 'concern', `${pathText(path)}: ${message}`, hint));
  };
  const concerns = readItems(source, 'concerns', concernSchema);
  const decisions = readItems(source, 'decisions', overrideSchema);
  const champions = frontMatter.champions ?? [];
  const context = { champions, bodies: registry && (registry.bodies ?? {}), today };
  const whole = concerns.flatMap(({ whole }) => whole ?? []);

  for (const [i, { part, written }] of concerns.entries()) {
    const inItem: Tell = (path, message, hint) => {
      tell(['concerns', i, ...path], message, hint);
    };
    checkFields(part, written, inItem);
    checkDays(part, today, inItem);
    checkHolder(part, champions, inItem);
    checkDuplicate(part, whole, inItem);
  }
  const taken = new Set<string>();
  for (const [i, { whole: decision }] of decisions.entries()) {
    if (decision === undefined) continue;
    const inItem: Tell = (path, message, hint) => {
      tell(['decisions', i, ...path], message, hint);
    };
    const ids = concerns.map(({ part }) => part.id ?? '');
    checkOverride(decision, { concerns: whole, ids, context, taken, tell: inItem });
  }
  const { status } = frontMatter;
  if (status !== undefined && needsSettledConcerns(status)) {
    const register = {
      ...context,
      concerns: whole,
      decisions: decisions.flatMap((one) => one.whole ?? []),
    };
    for (const [i, { whole: concern }] of concerns.entries()) {
      const why = concern && holdUp(concern, register);
      if (concern === undefined || why === undefined || why === 'not closed right') continue;
      const path = ['concerns', i, 'state'];
      const message = `${pathText(path.slice(0, 2))}: \`${concern.id}\` is blocking and ${stands(why, concern)}, but the proposal is ${status}`;
      problems.push(source.problem(path, 'lifecycle', message, remedies[why]));
    }
  }
  return problems;
}

/** What an open, a closed, a blocking concern must and must not have. */
function checkFields(concern: Partly<Concern>, written: ReadonlySet<string>, tell: Tell): void {
  const { state, disposition, blocking } = concern;
  if (blocking === true && !written.has('wouldClear')) {
    tell(
      ['blocking'],
      'blocking, but what would clear it?',
      'add `wouldClear`, or set `blocking: false`',
    );
  }
  if (state === 'open') {
    for (const key of ['disposition', 'duplicateOf', 'closed', 'answer'] as const) {
      if (!written.has(key)) continue;
      tell([key], `an open concern has no \`${key}\``, 'set `state: closed`, or take it out');
    }
  }
  if (state === 'closed') {
    const hints = {
      disposition: 'add it: accepted, answered, withdrawn, out of scope, duplicate',
      reason: 'add why it is closed',
      closed: 'add the day on which it was closed',
    };
    for (const [key, hint] of Object.entries(hints) as [keyof typeof hints, string][]) {
      if (!written.has(key)) tell(['state'], `a closed concern needs its \`${key}\``, hint);
    }
  }
  if (disposition === 'duplicate' && !written.has('duplicateOf')) {
    tell(['disposition'], 'a duplicate of which?', 'add `duplicateOf: <id of the other concern>`');
  }
  if (
    state === 'closed' &&
    disposition !== undefined &&
    disposition !== 'duplicate' &&
    concern.duplicateOf !== undefined
  ) {
    tell(
      ['duplicateOf'],
      `it is ${disposition}, no duplicate`,
      'set `disposition: duplicate`, or take it out',
    );
  }
  if (disposition === 'withdrawn' && concern.answer !== undefined) {
    tell(['answer'], 'who withdraws a concern is not asked about it', 'take it out');
  }
}

/** Days that have not come, or come in another order than what happened. */
function checkDays(concern: Partly<Concern>, today: string, tell: Tell): void {
  const { raised, closed, formerSince, adopted, answer } = concern;
  const answered = answer?.says === 'none' ? undefined : answer?.date;
  const past: [Path, string | undefined][] = [
    [['raised'], raised],
    [['formerSince'], formerSince],
    [['adopted', 'date'], adopted?.date],
    [['closed'], closed],
    [['answer', 'date'], answered],
  ];
  for (const [path, day] of past) {
    if (day !== undefined && day > today) {
      tell(path, `${day} has not come yet`, 'expected the day on which it happened');
    }
  }
  const order: [Path, string | undefined, string, string | undefined][] = [
    [['closed'], closed, 'raised', raised],
    [['formerSince'], formerSince, 'raised', raised],
    [['adopted', 'date'], adopted?.date, 'formerSince', formerSince],
    [['answer', 'date'], answered, 'closed', closed],
  ];
  for (const [path, day, name, before] of order) {
    if (day !== undefined && before !== undefined && day < before) {
      tell(path, `${day} is before ${name} ${before}`, 'expected a later day');
    }
  }
  if (answer?.says === 'none' && closed !== undefined) {
    const least = plusDays(closed, leastDaysToAnswer);
    if (answer.by < least) {
      const hint = `expected ${least} or later: who raised it has ${leastDaysToAnswer} days to answer`;
      tell(['answer', 'by'], `${answer.by} leaves too little time`, hint);
    }
  }
}

/** Who speaks for a concern, and who must not. */
function checkHolder(concern: Partly<Concern>, champions: readonly string[], tell: Tell): void {
  const { adopted, formerSince, disposition, closed } = concern;
  const isChampion = (name: string) => champions.some((champion) => sameName(champion, name));
  if (adopted !== undefined && formerSince === undefined) {
    tell(
      ['adopted'],
      'adopted, but who raised it did not leave',
      'add `formerSince`, or take it out',
    );
  }
  if (adopted !== undefined && isChampion(adopted.by)) {
    const hint = 'expected somebody who does not run the proposal';
    tell(['adopted', 'by'], `${adopted.by} is a champion`, hint);
  }
  const hadLeft = isOrphaned({ formerSince, adopted }) && (closed ?? '9999') >= (formerSince ?? '');
  if (disposition === 'withdrawn' && hadLeft) {
    const hint = 'expected another disposition, or `adopted` by who withdrew it';
    tell(['disposition'], 'who raised it had left and could not withdraw it', hint);
  }
}

/** A duplicate leads to a concern that is there, weighs as much, and does not lead back. */
function checkDuplicate(concern: Partly<Concern>, all: readonly Concern[], tell: Tell): void {
  const { id, duplicateOf, blocking } = concern;
  if (duplicateOf === undefined) return;
  const other = all.find((one) => one.id === duplicateOf);
  if (duplicateOf === id) tell(['duplicateOf'], 'a duplicate of itself', 'name the other concern');
  else if (other === undefined) {
    const ids = all.map((one) => one.id).filter((one) => one !== id);
    tell(['duplicateOf'], `no concern \`${duplicateOf}\``, allowedHint(duplicateOf, ids));
  } else if (blocking === true && !other.blocking) {
    const hint = 'make that one blocking, or give this one another disposition';
    tell(['duplicateOf'], `this one is blocking, \`${duplicateOf}\` is not`, hint);
  } else if (other.duplicateOf !== undefined) {
    const hint = 'name the one that is no duplicate';
    tell(['duplicateOf'], `\`${duplicateOf}\` is itself a duplicate`, hint);
  }
}

interface OverrideJudged {
  concerns: readonly Concern[];
  ids: readonly string[];
  context: Parameters<typeof voteFaults>[1];
  taken: Set<string>;
  tell: Tell;
}

function checkOverride(
  decision: Override,
  { concerns, ids, context, taken, tell }: OverrideJudged,
): void {
  const { overrides, date } = decision;
  const concern = concerns.find(({ id }) => id === overrides);
  if (!ids.includes(overrides)) {
    tell(['overrides'], `no concern \`${overrides}\``, allowedHint(overrides, ids));
  }
  if (concern?.blocking === false) {
    tell(['overrides'], `\`${overrides}\` is not blocking`, 'there is nothing to override');
  }
  if (concern !== undefined && date < concern.raised) {
    tell(['date'], `${date} is before raised ${concern.raised}`, 'expected a later day');
  }
  if (taken.has(overrides)) {
    tell(['overrides'], `\`${overrides}\` is overridden above`, 'keep the vote that counts');
  }
  taken.add(overrides);
  for (const { path, message, hint } of voteFaults(decision, context)) tell(path, message, hint);
}
