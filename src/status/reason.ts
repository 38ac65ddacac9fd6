import { dayOf } from '../ground/day.ts';
import type { Predicate } from '../proposal/criteria.ts';
import { placeSchema, type Place } from '../proposal/probe.ts';
import { evaluate, leaves, type Facts } from './evaluate.ts';
import { listed } from './listed.ts';
import type { Moment } from './moment.ts';
import { stagesAsked, type StageQuestion } from './stage-question.ts';
import { absent, against, gone, holding, lacking, present, type CountedSign } from './sign.ts';
import type { Decline, Unit } from './unit.ts';
import { allOf, not } from './verdict.ts';

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
    const isDone = allOf([
      criteria.bad === undefined ? true : not(evaluate(criteria.bad, facts)),
      criteria.good === undefined ? true : evaluate(criteria.good, facts),
    ]);
    const words =
      isDone === true ? 'done' : isDone === undefined ? 'unknown' : openOf(question, facts);
    byWords.set(words, [...(byWords.get(words) ?? []), part ?? '']);
  }
  // What holds of all of them is said once.
  const whole = `all ${units.length} parts`;
  const each = [...byWords].map(
    ([words, parts]) => `${parts.length === units.length ? whole : listed(parts)} ${words}`,
  );
  return told(each.join('; '));
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
  const each = (found: (facts: Facts) => CountedSign[]) =>
    units.flatMap(({ factsAt }) => found(factsAt(now)));
  const there = each(({ answer }) => present(criteria.good, answer));
  const all = each(({ answer }) => [
    ...absent(criteria.bad, answer),
    ...(present(criteria.good, answer).length > 0 ? [] : gone(criteria.good, answer)),
  ]);
  // That there was no file to look at is an answer, but nothing that was found.
  const found = each(({ answer }) => all.filter(({ probe }) => answer(probe)?.unlooked !== true));
  const gones = all.filter((sign) => found.includes(sign));
  const parts: string[] = [];
  if (there.length > 0) parts.push(`has ${listed(there.map(({ probe }) => title(probe)))}`);
  parts.push(
    ...noneLeft(
      gones.filter(({ count }) => count === 0),
      title,
    ),
  );
  const few = gones.filter(({ count }) => count > 0);
  parts.push(
    ...few.map(
      ({ probe, count, atLeast, in: where }) =>
        `fewer than ${atLeast} ${title(probe)} ${placesText(where)} (${count})`,
    ),
  );
  const otherwise =
    all.length > 0 ? 'no file here that it asks about' : 'all that it asks for holds';
  const what = parts.length > 0 ? parts.join('; ') : otherwise;
  return units.length > 1 ? `all ${units.length} parts: ${what}` : what;
}

/** `no imports of x or calls of y left in code`: those of the same places together. */
function noneLeft(signs: readonly CountedSign[], title: Titles): string[] {
  const byPlaces = Map.groupBy(signs, (sign) => placesText(sign.in));
  return [...byPlaces].map(
    ([where, same]) =>
      `no ${listed(
        same.map(({ probe }) => title(probe)),
        'or',
      )} left ${where}`,
  );
}

function placesText(asked: readonly Place[]): string {
  return `in ${listed(places.filter((place) => asked.includes(place)))}`;
}

/** `; 17 imports of x in tests are not asked`: what a bare "none" would hide. */
export function unaskedInWords(
  { units, title }: StageQuestion,
  predicate: Predicate | undefined,
  now: Moment,
): string {
  if (predicate === undefined) return '';
  const asked = leaves(predicate).filter(({ positive }) => positive);
  const found = new Map<string, string>();
  let total = 0;
  for (const { factsAt } of units) {
    for (const { probe } of asked) {
      const counts = factsAt(now).answer(probe)?.counts;
      const placesAsked = asked.flatMap((leaf) => (leaf.probe === probe ? leaf.in : []));
      for (const place of places) {
        const count = counts?.[place] ?? 0;
        if (count === 0 || placesAsked.includes(place)) continue;
        total += count;
        found.set(`${probe} ${place}`, `${count} ${title(probe)} in ${place}`);
      }
    }
  }
  if (found.size === 0) return '';
  return `; ${listed([...found.values()])} ${total === 1 ? 'is' : 'are'} not asked`;
}

/** What shows that a beginning was made. */
export function progressInWords(
  { units, criteria, title, openReviews }: StageQuestion,
  now: Moment,
  declines: readonly Decline[],
): string {
  const progress = units.flatMap((unit, i) => unitProgress(unit, declines[i]));
  if (openReviews > 0) {
    progress.push(`${openReviews} open ${openReviews === 1 ? 'review' : 'reviews'}`);
  }
  return progress.join('; ');

  function unitProgress({ part, factsAt }: Unit, decline: Decline | undefined): string[] {
    const prefix = part === null ? '' : `${part} `;
    const signs = present(criteria.good, factsAt(now).answer);
    const words: string[] = [];
    if (signs.length > 0) {
      words.push(`${prefix}has ${listed(signs.map((sign) => title(sign.probe)))}`);
    }
    if (decline?.less === true && decline.peak !== undefined) {
      const { count, exact, moment } = decline.peak;
      words.push(`${prefix}down from ${countText({ count, exact })} on ${dayOf(moment.date)}`);
    }
    return words;
  }
}
