import { dayOf } from '../ground/day.ts';
import type { Predicate } from '../proposal/criteria.ts';
import { placeSchema, type Place } from '../proposal/probe.ts';
import { evaluate, leaves, type Facts } from './evaluate.ts';
import { listed } from './listed.ts';
import type { Moment } from './moment.ts';
import { stagesAsked, type StageQuestion } from './stage-question.ts';
import { absent, against, gone, holding, lacking, present, type CountedSign } from './sign.ts';
import type { Decline } from './unit.ts';
import { allOf, not, type Verdict } from './verdict.ts';

const places = placeSchema.options;

type Titles = StageQuestion['title'];

/** What is still open, in words: what is left, what is missing, who is waited for. */
export function openInWords(question: StageQuestion, now: Moment): string {
  const { units, criteria } = question;
  const waiting = waitingInWords(question);
  const told = (words: string) => [words, waiting].filter((part) => part !== '').join('; ');
  const [first] = units;
  if (units.length === 1 && first !== undefined) {
    const words = told(openOf(question, first.factsAt(now)));
    return words === '' ? 'its criteria do not hold' : words;
  }
  const byWords = new Map<string, string[]>();
  for (const { part, factsAt } of units) {
    const facts = factsAt(now);
    const done = isDone(criteria, facts);
    const words = done === true ? 'done' : done === undefined ? 'unknown' : openOf(question, facts);
    byWords.set(words, [...(byWords.get(words) ?? []), part ?? '']);
  }
  // What holds of all of them is said once.
  const whole = `all ${units.length} parts`;
  // What only waits is told below.
  byWords.delete('');
  const each = [...byWords].map(
    ([words, parts]) => `${parts.length === units.length ? whole : listed(parts)} ${words}`,
  );
  return told(each.join('; '));
}

function isDone({ bad, good }: StageQuestion['criteria'], facts: Facts): Verdict {
  return allOf([
    bad === undefined ? true : not(evaluate(bad, facts)),
    good === undefined ? true : evaluate(good, facts),
  ]);
}

function openOf({ criteria, title }: StageQuestion, facts: Facts): string {
  const parts: string[] = [];
  const left = holding(criteria.bad, facts);
  const all = lacking(criteria.good, facts);
  const looked = all.filter(({ probe }) => facts.answer(probe)?.unlooked !== true);
  const missing = looked.length > 0 ? looked : all;
  // What is refused is named where nothing could be there instead.
  const there = left.length > 0 || missing.length > 0 ? left : against(criteria.good, facts);
  if (there.length > 0) {
    const counted = there.map((sign) => `${title(sign.probe)} (${countText(sign)})`);
    parts.push(`left: ${listed(counted)}`);
  }
  if (missing.length > 0) {
    const named = missing.map((sign) => missingText(sign, title));
    parts.push(`missing: ${listed(named, 'or')}`);
  }
  return parts.join('; ');
}

function missingText({ probe, atLeast, count }: CountedSign, title: Titles): string {
  return atLeast === 1 ? title(probe) : `${title(probe)} (${count} of ${atLeast})`;
}

/** A count as far as it is known: `5`, or `at least 5`. */
export function countText({ count, exact }: Pick<CountedSign, 'count' | 'exact'>): string {
  return exact ? String(count) : `at least ${count}`;
}

function waitingInWords(question: StageQuestion): string {
  const others = stagesAsked(question).flatMap((stage) => question.dependencies(stage));
  const waiting = others.filter(({ through }) => through !== true).map(({ id }) => id);
  return waiting.length === 0 ? '' : `waits for ${listed(waiting)}`;
}

/** Why it is done, in words: what is there, or what is gone. */
export function doneInWords(question: StageQuestion, now: Moment): string {
  const { criteria, units, title } = question;
  const facts = units.map(({ factsAt }) => factsAt(now));
  const there = facts.flatMap(({ answer }) => present(criteria.good, answer));
  const left = facts.flatMap(({ answer }) => absent(criteria.bad, answer));
  const refused = facts.flatMap(({ answer }) =>
    present(criteria.good, answer).length > 0 ? [] : gone(criteria.good, answer),
  );
  // That there was no file to look at is an answer, but nothing that was found.
  const isFound = ({ probe }: CountedSign) =>
    facts.some(({ answer }) => answer(probe)?.unlooked !== true);
  const parts = [
    ...(there.length > 0 ? [`has ${listed(there.map(({ probe }) => title(probe)))}`] : []),
    ...noneOf(left.filter(isFound), title, 'left '),
    // What is refused may never have been there.
    ...noneOf(refused.filter(isFound), title, ''),
  ];
  const otherwise =
    left.length + refused.length > 0
      ? 'no file here that it asks about'
      : 'all that it asks for holds';
  const what = parts.length > 0 ? parts.join('; ') : otherwise;
  return units.length > 1 ? `all ${units.length} parts: ${what}` : what;
}

/**
 * `no imports of x or calls of y left in code`: those of the same places together; then, one by one,
 * those of which some are there, but not too many.
 */
function noneOf(signs: readonly CountedSign[], title: Titles, word: '' | 'left '): string[] {
  const none = signs.filter(({ count }) => count === 0);
  const few = signs.filter(({ count }) => count > 0);
  return [
    ...[...Map.groupBy(none, (sign) => placesText(sign.in))].map(([where, same]) => {
      const titles = same.map(({ probe }) => title(probe));
      return `no ${listed(titles, 'or')} ${word}${where}`;
    }),
    ...few.map(
      ({ probe, count, atLeast, in: where }) =>
        `fewer than ${atLeast} ${title(probe)} ${placesText(where)} (${count})`,
    ),
  ];
}

function placesText(asked: readonly Place[]): string {
  return `in ${listed(places.filter((place) => asked.includes(place)))}`;
}

/** `; not asked: imports of x in tests (17)`: what a bare "none" would hide. */
export function unaskedInWords(
  { units, title }: StageQuestion,
  predicate: Predicate | undefined,
  now: Moment,
): string {
  if (predicate === undefined) return '';
  const asked = leaves(predicate).filter(({ positive }) => positive);
  const found = [...new Set(asked.map(({ probe }) => probe))].flatMap((probe) => {
    const placesAsked = asked.flatMap((leaf) => (leaf.probe === probe ? leaf.in : []));
    // Of a probe that asks the whole project every part has the same answer.
    const counts = new Set(
      units.flatMap(({ factsAt }) => factsAt(now).answer(probe)?.counts ?? []),
    );
    return places.flatMap((place) => {
      if (placesAsked.includes(place)) return [];
      const count = [...counts].reduce((sum, one) => sum + one[place], 0);
      return count === 0 ? [] : [`${title(probe)} in ${place} (${count})`];
    });
  });
  return found.length === 0 ? '' : `; not asked: ${listed(found)}`;
}

/** What shows that a beginning was made; of parts that are done, that is said elsewhere. */
export function progressInWords(
  { units, criteria, title, openReviews }: StageQuestion,
  now: Moment,
  declines: readonly Decline[],
): string {
  const isOne = units.length === 1;
  const open = units.flatMap(({ part, factsAt }, i) => {
    const facts = factsAt(now);
    if (!isOne && isDone(criteria, facts) === true) return [];
    return signsOf(facts, declines[i]).map(([verb, words]) => ({ part, verb, words }));
  });
  const progress = [...Map.groupBy(open, ({ verb, words }) => verb + words).values()].map(
    (same) => {
      const [{ verb, words }] = same as [(typeof same)[0]];
      if (isOne) return `${verb}${words}`;
      const plural = same.length > 1 && verb !== '' ? 'have ' : verb;
      return `${listed(same.map(({ part }) => part ?? ''))} ${plural}${words}`;
    },
  );
  if (openReviews !== undefined && openReviews > 0) {
    progress.push(`${openReviews} open ${openReviews === 1 ? 'review' : 'reviews'}`);
  }
  return progress.join('; ');

  function signsOf({ answer }: Facts, decline: Decline | undefined) {
    const signs = present(criteria.good, answer);
    const told: ['has ' | '', string][] = [];
    if (signs.length > 0) told.push(['has ', listed(signs.map(({ probe }) => title(probe)))]);
    if (decline?.less === true && decline.peak !== undefined) {
      const { count, exact, moment } = decline.peak;
      told.push(['', `down from ${countText({ count, exact })} on ${dayOf(moment.date)}`]);
    }
    return told;
  }
}
