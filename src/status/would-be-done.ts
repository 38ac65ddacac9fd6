import type { Predicate } from '../proposal/criteria.ts';
import { evaluate, type Facts } from './evaluate.ts';
import { listed } from './listed.ts';
import type { Row } from './report.ts';
import { absent, holding, type CountedSign } from './sign.ts';
import { stagesAsked, type StageQuestion } from './stage-question.ts';

type Titles = StageQuestion['title'];

/** What would make a status done, each thing to do by itself; empty where nothing is left to do. */
export function wouldBeDone(row: Row, question: StageQuestion): string[] {
  if (row.status === 'done' || row.status === 'not affected') return [];
  if (row.unknown !== null) return [row.unknown.todo];
  const { units, moments, title, criteria } = question;
  const now = moments.at(-1);
  const { bad, good } = criteria;
  const each = (found: (facts: Facts) => string[]) =>
    units.flatMap(({ part, factsAt }) =>
      (now === undefined ? [] : found(factsAt(now))).map((words) => ({ part, words })),
    );
  const toDo = [
    ...each((facts) => toTakeOut(bad, facts, title).map((words) => `take out ${words}`)),
    ...each((facts) => (needs(good, facts) ?? []).map((need) => stepText(need, title))),
  ];
  // What is to be done for several parts is said once.
  const steps = [...Map.groupBy(toDo, ({ words }) => words)].map(([words, same]) => {
    const parts = same.flatMap(({ part }) => part ?? []);
    return parts.length === 0 ? words : `${listed(parts)}: ${words}`;
  });
  for (const stage of stagesAsked(question)) {
    const waiting = question.dependencies(stage).filter(({ through }) => through !== true);
    if (waiting.length > 0) steps.push(`wait for, or help, ${listed(waiting.map(({ id }) => id))}`);
  }
  return steps;
}

/** What must go so that a predicate no longer holds: of what holds together, one is enough. */
function toTakeOut(predicate: Predicate | undefined, facts: Facts, title: Titles): string[] {
  if (predicate === undefined) return [];
  if (typeof predicate === 'object' && 'any' in predicate) {
    return predicate.any.flatMap((part) => toTakeOut(part, facts, title));
  }
  // None where it does not hold.
  const [only, ...more] = holding(predicate, facts).map(({ probe, in: places, count, atLeast }) => {
    const limit = atLeast === 1 ? '' : `, fewer than ${atLeast}`;
    return `${title(probe)} in ${listed(places)}: ${count} left${limit}`;
  });
  if (only === undefined) return [];
  return [more.length === 0 ? only : `one of: ${[only, ...more].join('; ')}`];
}

/** A sign that must come, signs that must go, or of several ways one: each way is all that it needs. */
type Need = CountedSign | { without: CountedSign[] } | { ways: Need[][] };

/** All that a predicate still needs; undefined where nothing that could be done here would do. */
function needs(predicate: Predicate | undefined, facts: Facts): Need[] | undefined {
  if (predicate === undefined || evaluate(predicate, facts) === true) return [];
  if (typeof predicate === 'string' || 'probe' in predicate) {
    return absent(predicate, facts.answer);
  }
  if ('dependencies' in predicate) return undefined;
  if ('not' in predicate) {
    const without = holding(predicate.not, facts);
    return without.length === 0 ? undefined : [{ without }];
  }
  if ('all' in predicate) return predicate.all.flatMap((part) => needs(part, facts) ?? []);
  const ways = predicate.any.flatMap((part) => {
    const way = needs(part, facts);
    return way === undefined || way.length === 0 ? [] : [way];
  });
  // Where no file of the kind is there, something else is what the project would add.
  const isLooked = (need: Need): boolean =>
    !('probe' in need) || facts.answer(need.probe)?.unlooked !== true;
  const looked = ways.filter((way) => way.every(isLooked));
  const open = looked.length > 0 ? looked : ways;
  if (open.length === 0) return undefined;
  return open.length === 1 ? open[0] : [{ ways: open }];
}

/** One thing to do: "add a or b", "be left without c", "add one of: a; b and c, or be left without d". */
function stepText(need: Need, title: Titles): string {
  const ways = 'ways' in need ? need.ways : [[need]];
  const isWithout = (way: readonly Need[]) => way.every((one) => 'without' in one);
  const toAdd = ways.filter((way) => !isWithout(way)).map((way) => wayText(way, title));
  const toLeave = ways
    .filter(isWithout)
    .map((way) =>
      listed(
        way
          .flatMap((one) => ('without' in one ? one.without : []))
          .map(({ probe }) => title(probe)),
      ),
    );
  return [
    ...(toAdd.length === 0 ? [] : [`add ${toAdd.length > 1 ? 'one of: ' : ''}${toAdd.join('; ')}`]),
    ...(toLeave.length === 0 ? [] : [`be left without ${listed(toLeave, 'or')}`]),
  ].join(', or ');
}

function wayText(way: readonly Need[], title: Titles): string {
  const texts = way.map((need): string => {
    if ('ways' in need) return `(${need.ways.map((one) => wayText(one, title)).join(' or ')})`;
    if ('without' in need) return `no ${listed(need.without.map(({ probe }) => title(probe)))}`;
    const { probe, atLeast, count } = need;
    return atLeast === 1 ? title(probe) : `${title(probe)} (${count} of ${atLeast})`;
  });
  return texts.join(' and ');
}
