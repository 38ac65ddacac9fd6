import { plusDays } from '../ground/day.ts';
import type { Problem } from '../ground/problem.ts';
import { moveSchema } from './decision-log.ts';
import type { DraftData } from './draft.ts';
import { exemptionSchema } from './exemption.ts';
import { sameName, voteFaults } from './override.ts';
import { partialFrontMatter, readItems, type PartialFrontMatter } from './partial-front-matter.ts';
import type { Registry } from './registry.ts';
import { signOffSchema, type SignOffRound } from './sign-off.ts';
import { isStep } from './transition.ts';
import { pathText } from './validate.ts';
import { waiverSchema } from './waiver.ts';

type Path = (string | number)[];
type Tell = (path: Path, message: string, hint: string) => void;

/** A final comment has at least so many days. */
export const leastFinalCommentDays = 10;

/**
 * Faults of what was decided: sign-offs and their days, votes that waive them, exemptions, the final
 * comment, and the steps from status to status.
 *
 * @param today `YYYY-MM-DD`
 */
export function checkDecisions(
  draft: Omit<DraftData, 'problems'>,
  registry: Registry | undefined,
  today: string,
): Problem[] {
  const { frontMatterSource: source } = draft;
  const frontMatter = draft.frontMatter ?? partialFrontMatter(source);
  const champions = frontMatter.champions ?? [];
  const problems: Problem[] = [];
  const tell: Tell = (path, message, hint) => {
    problems.push(source.problem(path, 'decision', `${pathText(path)}: ${message}`, hint));
  };
  const signOffs = readItems(source, 'signOffs', signOffSchema);
  checkOnce(
    tell,
    'signOffs',
    'team',
    signOffs.map(({ part }) => part.team),
  );
  for (const [i, { whole }] of signOffs.entries()) {
    if (whole !== undefined) checkRounds(tell, ['signOffs', i, 'rounds'], whole.rounds, today);
  }
  const waivers = readItems(source, 'waivers', waiverSchema);
  checkOnce(
    tell,
    'waivers',
    'waives',
    waivers.map(({ part }) => part.waives),
  );
  const context = { champions, bodies: registry && (registry.bodies ?? {}), today };
  for (const [i, { whole: waiver }] of waivers.entries()) {
    if (waiver === undefined) continue;
    const asked = signOffs.find(({ part }) => part.team === waiver.waives)?.part.rounds?.[0]?.asked;
    if (asked === undefined || waiver.date < asked) {
      const hint = 'ask the team first: npm run sign-off -- ask';
      tell(['waivers', i, 'waives'], `${waiver.waives} had not been asked by then`, hint);
    }
    for (const { path, message, hint } of voteFaults(waiver, context)) {
      tell(['waivers', i, ...path], message, hint);
    }
  }
  for (const [i, { whole: one }] of readItems(source, 'exemptions', exemptionSchema).entries()) {
    if (one === undefined) continue;
    checkPast(tell, ['exemptions', i, 'date'], one.date, today);
    if (one.until < one.date) {
      tell(
        ['exemptions', i, 'until'],
        `${one.until} is before ${one.date}`,
        'expected a later day',
      );
    }
    if (champions.some((champion) => sameName(champion, one.by))) {
      const hint = 'expected somebody who does not run the proposal';
      tell(['exemptions', i, 'by'], `${one.by} is a champion`, hint);
    }
  }
  checkFinalComment(frontMatter, tell);
  checkMoves(draft, frontMatter, today, tell);
  return problems;
}

function checkPast(tell: Tell, path: Path, day: string, today: string): void {
  if (day > today) tell(path, `${day} has not come yet`, 'expected the day on which it happened');
}

function checkOnce(
  tell: Tell,
  list: string,
  key: string,
  names: readonly (string | undefined)[],
): void {
  for (const [i, name] of names.entries()) {
    if (name !== undefined && names.indexOf(name) < i) {
      tell([list, i, key], `\`${name}\` stands above already`, 'keep one entry of each team');
    }
  }
}

/** Each round: asked, answered, and then asked again. */
function checkRounds(tell: Tell, path: Path, rounds: readonly SignOffRound[], today: string): void {
  let before: string | undefined;
  for (const [i, round] of rounds.entries()) {
    const { asked, position, date, by } = round;
    const at = [...path, i];
    checkPast(tell, [...at, 'asked'], asked, today);
    if (before !== undefined && asked < before) {
      tell([...at, 'asked'], `${asked} is before ${before}`, 'expected a later day');
    }
    if (position === undefined) {
      for (const key of ['date', 'by', 'commit', 'note', 'url'] as const) {
        if (round[key] !== undefined) tell([...at, key], 'of which position?', 'add `position`');
      }
      if (i < rounds.length - 1) {
        const hint = 'record its position, or `no answer`, before it is asked again';
        tell([...at, 'asked'], 'this question was not answered', hint);
      }
    } else {
      if (date === undefined) tell([...at, 'position'], `${position}, but when?`, 'add `date`');
      if (by === undefined) tell([...at, 'position'], `${position}, but who said so?`, 'add `by`');
    }
    if (date !== undefined) {
      checkPast(tell, [...at, 'date'], date, today);
      if (date < asked) {
        tell([...at, 'date'], `${date} is before asked ${asked}`, 'expected a later day');
      }
    }
    before = date ?? asked;
  }
}

function checkFinalComment({ status, finalComment }: PartialFrontMatter, tell: Tell): void {
  if (finalComment === undefined) {
    if (status !== 'final comment') return;
    tell(['status'], 'final comment, but until when?', 'add `finalComment: { from, until }`');
    return;
  }
  const least = plusDays(finalComment.from, leastFinalCommentDays);
  if (finalComment.until < least) {
    const hint = `expected ${least} or later: readers have ${leastFinalCommentDays} days`;
    tell(['finalComment', 'until'], `${finalComment.until} leaves too little time`, hint);
  }
}

/** The log of steps: each is one that there is, begins where the last ended, and leads to the status. */
function checkMoves(
  { frontMatterSource: source }: Omit<DraftData, 'problems'>,
  { status }: PartialFrontMatter,
  today: string,
  tell: Tell,
): void {
  const moves = readItems(source, 'moves', moveSchema);
  for (const [i, { whole: move }] of moves.entries()) {
    if (move === undefined) continue;
    const before = moves[i - 1]?.whole;
    checkPast(tell, ['moves', i, 'date'], move.date, today);
    if (!isStep(move.from, move.to)) {
      const hint = 'npm run transition says which steps there are';
      tell(['moves', i, 'to'], `no step from ${move.from} to ${move.to}`, hint);
    }
    if (before === undefined) continue;
    if (move.from !== before.to) {
      const message = `begins at ${move.from}, but the last step led to ${before.to}`;
      tell(['moves', i, 'from'], message, 'the log has every step, oldest first');
    }
    if (move.date < before.date) {
      tell(['moves', i, 'date'], `${move.date} is before ${before.date}`, 'expected a later day');
    }
  }
  const last = moves.at(-1)?.whole;
  if (last !== undefined && status !== undefined && last.to !== status) {
    const hint = 'npm run transition changes both';
    tell(['status'], `the status is ${status}, but the log ends with ${last.to}`, hint);
  }
}
