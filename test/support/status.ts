import { definitionHash, questionFor } from '../../src/adoption/probe-hash.ts';
import { engineVersion } from '../../src/adoption/engine-version.ts';
import type { AdoptionSnapshot, Bound, ProbeAnswer } from '../../src/adoption/snapshot.ts';
import type { Criteria } from '../../src/proposal/criteria.ts';
import type { Proposal } from '../../src/proposal/load-proposals.ts';
import { derive, type Derived } from '../../src/status/derive.ts';
import type { Gap } from '../../src/status/gap.ts';
import { moments, type Change, type Moment } from '../../src/status/moment.ts';
import type { StageQuestion } from '../../src/status/stage-question.ts';

/** `[day, code, gap]` per change of one probe; with a gap there may be more. */
export type History = Record<string, [day: string, code: number, gap?: Gap][]>;

export const unreadable: Gap = {
  kind: 'unreadable',
  words: 'setup.cfg: not a setup.cfg',
  todo: 'mend it',
};

/** A line of moments, one commit a day: `c2024-01-01`. */
export function line(of: History): Moment[] {
  const days = [...new Set(Object.values(of).flatMap((list) => list.map(([day]) => day)))].sort();
  return moments(
    new Map(
      Object.entries(of).map(([probe, list]): [string, Change[]] => [
        probe,
        list.map(([day, code, gap]) => ({
          position: days.indexOf(day),
          commit: `c${day}`,
          date: `${day}T00:00:00Z`,
          answer: { counts: { code, strings: 0, tests: 0 }, ...(gap && { gap }) },
        })),
      ]),
    ),
  );
}

/** A question about the whole of a project whose probes are named `import`, `requirement`, … */
export function questionOf(
  criteria: Criteria,
  of: History,
  rest: Partial<StageQuestion> = {},
): StageQuestion {
  return {
    criteria,
    affected: 'import',
    units: [
      {
        part: null,
        factsAt: (moment) => ({
          answer: (probe) => moment.answers.get(probe),
          dependencies: () => true,
        }),
      },
    ],
    moments: line(of),
    since: '2024-01-01',
    title: (probe) => `${probe}s`,
    dependencies: () => [],
    openReviews: 0,
    ...rest,
  };
}

export function ask(criteria: Criteria, of: History, rest: Partial<StageQuestion> = {}): Derived {
  return derive(questionOf(criteria, of, rest));
}

/** What a probe is made to say: `[day, code]` per change, and what the counts are worth, `[day, bound]`. */
export interface Said {
  counts: [day: string, code: number][];
  bounds?: [day: string, bound: Bound][];
}

/**
 * The snapshot of a project whose probes said so, a commit a day. A probe that is not named found
 * nothing, from 2026-01-01 on.
 */
export function snapshotOf(
  of: Pick<Proposal, 'probes' | 'frontMatter'>,
  project: string,
  said: Record<string, Said['counts'] | Said>,
  rest: Partial<AdoptionSnapshot> = {},
): AdoptionSnapshot {
  const question = questionFor(of.probes, project);
  const answers = Object.keys(of.probes.probes).map((probe): [string, Said] => {
    const one = said[probe] ?? [['2026-01-01', 0]];
    return [probe, Array.isArray(one) ? { counts: one } : one];
  });
  const days = answers.flatMap(([, { counts, bounds = [] }]) => [...counts, ...bounds]);
  const line = [...new Set(days.map(([day]) => day))].sort();
  const last = line.at(-1) ?? '2026-01-01';
  return {
    format: 2,
    engine: engineVersion,
    project,
    repository: `https://example.org/web/${project}`,
    ref: 'main',
    commit: commitOf(project, last),
    date: `${last}T00:00:00Z`,
    history: {
      since: of.frontMatter.since,
      from: { commit: commitOf(project, line[0] ?? last), date: `${line[0] ?? last}T00:00:00Z` },
      commits: line.length,
    },
    problems: [],
    dependencies: { projects: [], complete: true },
    parts: [],
    partsComplete: true,
    wrappersFound: [],
    probes: Object.fromEntries(
      answers.map(([probe, one]) => [
        probe,
        answerOf(one, line, project, definitionHash(question, probe)),
      ]),
    ),
    partProbes: {},
    ...rest,
  };
}

/** The commit of a day, of a project: hexadecimal digits, as git's are. */
export function commitOf(project: string, day: string): string {
  return Buffer.from(`${project} ${day}`).toString('hex').padEnd(40, '0').slice(0, 40);
}

export function answerOf(
  { counts, bounds = [] }: Said,
  line: readonly string[],
  project: string,
  definition: string,
): ProbeAnswer {
  const now = { code: counts.at(-1)?.[1] ?? 0, strings: 0, tests: 0 };
  const days = [...new Set([...counts, ...bounds].map(([day]) => day))].sort();
  const first = bounds[0]?.[0] === days[0] ? [] : [[0, 'exact'] satisfies [number, Bound]];
  return {
    definition,
    coverage: {
      files: { head: 1, history: 1 },
      unread: { head: 0, history: 0 },
      spans: [
        ...first,
        ...bounds.map(([day, bound]): [number, Bound] => [line.indexOf(day), bound]),
      ],
    },
    counts: now,
    evidence: [],
    points: days.map((day) => {
      const code = counts.findLast(([at]) => at <= day)?.[1] ?? 0;
      return [line.indexOf(day), commitOf(project, day), `${day}T00:00:00Z`, code, 0, 0];
    }),
  };
}
