import type { CourseLine } from '../../src/status/forecast/course-line.ts';

/** What is left on a day; null: it could not be read whole. */
export type Left = number | null;

/** The way of a project that was always affected: of tests. A day's commit is `c2024-01-01`. */
export function lineOf(
  of: readonly (readonly [day: string, left: Left])[],
  project = 'alpha',
  stage = 'removed',
): CourseLine {
  return {
    project,
    stage,
    points: of.map(([day, left]) => ({
      commit: `c${day}`,
      date: `${day}T00:00:00Z`,
      day,
      affected: true,
      // A lower bound above nothing still says that something is left.
      through: left === 0,
      left: left ?? undefined,
    })),
  };
}
