import type { Predicate } from '../proposal/criteria.ts';
import { evaluate, holds, leaves, type Facts } from './evaluate.ts';
import { gapKinds, type Gap, type Unknown } from './gap.ts';
import { listed } from './listed.ts';
import type { Moment } from './moment.ts';
import type { StageQuestion } from './stage-question.ts';
import type { Verdict } from './verdict.ts';

/** Something that a status stands on and that is not known. */
export interface Undecided {
  /** The probe that has no exact answer; absent where a dependency is meant. */
  probe?: string;
  gap: Gap;
}

type Role = 'affected' | 'bad' | 'good';

/** What keeps a stage's criteria from being decided at a moment. */
export function undecidedAt(
  question: StageQuestion,
  moment: Moment,
  roles: readonly Role[] = ['bad', 'good'],
): Undecided[] {
  return question.units.flatMap(({ factsAt }) =>
    roles.flatMap((role) => undecided(predicateOf(question, role), factsAt(moment), question)),
  );
}

/** The same, at every moment at which a verdict is open. */
export function undecidedWhere(
  question: StageQuestion,
  verdicts: readonly Verdict[],
  ...roles: Role[]
): Undecided[] {
  return question.moments.flatMap((moment, i) =>
    verdicts[i] === undefined ? undecidedAt(question, moment, roles) : [],
  );
}

/** What keeps it from being told whether a beginning was made: reviews, and what is not exact. */
export function undecidedBeginning(question: StageQuestion): Undecided[] {
  const reviews = question.openReviews === undefined ? [{ gap: unreadReviews }] : [];
  return [...inexactAnywhere(question), ...reviews];
}

/** Every probe of `bad` and `good` whose answer, now or at any time, is not exact. */
function inexactAnywhere(question: StageQuestion): Undecided[] {
  const { units, moments } = question;
  const asked = (['bad', 'good'] as const).flatMap((role) => {
    const predicate = predicateOf(question, role);
    return predicate === undefined ? [] : leaves(predicate);
  });
  return units.flatMap(({ factsAt }) =>
    moments.flatMap((moment) =>
      asked.flatMap(({ probe }) => {
        const gap = factsAt(moment).answer(probe)?.gap;
        return gap === undefined ? [] : [{ probe, gap }];
      }),
    ),
  );
}

function predicateOf({ criteria, affected }: StageQuestion, role: Role): Predicate | undefined {
  return role === 'affected' ? affected : criteria[role];
}

function undecided(
  predicate: Predicate | undefined,
  facts: Facts,
  question: StageQuestion,
): Undecided[] {
  if (predicate === undefined || evaluate(predicate, facts) !== undefined) return [];
  if (typeof predicate === 'string' || 'probe' in predicate) {
    return leaves(predicate)
      .filter((leaf) => holds(leaf, facts.answer) === undefined)
      .map(({ probe }) => ({ probe, gap: facts.answer(probe)?.gap ?? nothingKnown }));
  }
  if ('dependencies' in predicate) {
    const others = question
      .dependencies(predicate.dependencies)
      .filter(({ through }) => through === undefined);
    return [{ gap: dependencyGap(others.map(({ id }) => id)) }];
  }
  if ('not' in predicate) return undecided(predicate.not, facts, question);
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return parts.flatMap((part) => undecided(part, facts, question));
}

const nothingKnown: Gap = {
  kind: 'unread',
  words: 'it was not read yet',
  todo: 'run npm run track',
};

const unreadReviews: Gap = {
  kind: 'unreadable',
  words: 'what is known of its reviews could not be read',
  todo: 'mend reviews.json or links.yaml of the blueprint',
};

function dependencyGap(others: readonly string[]): Gap {
  if (others.length === 0) {
    return {
      kind: 'dependency',
      words: 'a project that it depends on was unknown then, or a manifest cannot be read',
      todo: 'read the projects that it depends on',
    };
  }
  const verb = others.length === 1 ? 'is' : 'are';
  return {
    kind: 'dependency',
    words: `it depends on ${listed(others)}, which ${verb} unknown`,
    todo: `see why ${listed(others)} ${verb} unknown`,
  };
}

/** All of it in one line of words, and what to do in another. */
export function inWords(
  undecided: readonly Undecided[],
  title: (probe: string) => string,
): { words: string; unknown: Unknown } {
  const byWords = new Map<string, { gap: Gap; probes: Set<string> }>();
  for (const { probe, gap } of undecided) {
    const entry = byWords.get(gap.words) ?? { gap, probes: new Set<string>() };
    if (probe !== undefined) entry.probes.add(probe);
    byWords.set(gap.words, entry);
  }
  const all = [...byWords.values()].sort(
    (a, b) => gapKinds.indexOf(a.gap.kind) - gapKinds.indexOf(b.gap.kind),
  );
  const told = all.map(({ gap, probes }) =>
    probes.size === 0 || gap.kind === 'unread'
      ? gap.words
      : `${gap.words} (${listed([...probes].map(title))})`,
  );
  return {
    words: told.join('; '),
    unknown: {
      kind: all[0]?.gap.kind ?? 'unread',
      probes: [...new Set(all.flatMap(({ probes }) => [...probes]))],
      todo: [...new Set(all.map(({ gap }) => gap.todo))].join('; '),
    },
  };
}
