import { compareText } from '../../ground/problem.ts';
import { isOpen, type CourseLine, type CoursePoint } from './course-line.ts';

/** What a commit changed for a project at a stage. */
export type MoveKind =
  /** Nothing is left to do. */
  | 'done'
  /** It was done, and no longer is. */
  | 'regressed'
  /** It was not affected, and now is. */
  | 'affected'
  /** Less is left, or more. */
  | 'closer'
  | 'farther';

/** One step of a project at a stage, with the commit that made it. */
export interface Move {
  project: string;
  stage: string;
  kind: MoveKind;
  commit: string;
  /** The commit's own time, UTC. */
  date: string;
  /** The day on which it counts as landed. */
  day: string;
  /** The other project whose commit it is, where a dependency's change made it. */
  by?: string;
  /** What was left before and after, as far as both are known. */
  left: { before: number; after: number } | null;
}

/** All that moved after a day, newest first. What was not read whole before or after is no move. */
export function movesSince(lines: readonly CourseLine[], day: string): Move[] {
  return lines
    .flatMap(movesOf)
    .filter((move) => move.day > day)
    .sort(newestFirst);
}

/** Of one day by the commit's time, then by project; of one project in the plan's order of stages. */
export function newestFirst(a: Move, b: Move): number {
  return (
    compareText(b.day, a.day) || compareText(b.date, a.date) || compareText(a.project, b.project)
  );
}

/** All steps of one project at one stage, oldest first. */
export function movesOf({ project, stage, points }: CourseLine): Move[] {
  return points.flatMap((point, i): Move[] => {
    const before = points[i - 1];
    const kind = before && kindOf(before, point);
    if (before === undefined || kind === undefined) return [];
    const { commit, date, day, project: by } = point;
    const left =
      before.left === undefined || point.left === undefined
        ? null
        : { before: before.left, after: point.left };
    return [{ project, stage, kind, commit, date, day, ...(by && { by }), left }];
  });
}

/** All steps back: it was done, and this commit undid it. Oldest first. */
export function regressionsOf(line: CourseLine): Move[] {
  return movesOf(line).filter(({ kind }) => kind === 'regressed');
}

function kindOf(before: CoursePoint, after: CoursePoint): MoveKind | undefined {
  const [wasOpen, open] = [isOpen(before), isOpen(after)];
  if (wasOpen === true && after.through === true) return 'done';
  if (before.affected === true && before.through === true && open === true) return 'regressed';
  if (before.affected === false && open === true) return 'affected';
  if (wasOpen !== true || open !== true) return undefined;
  if (before.left === undefined || after.left === undefined) return undefined;
  if (after.left === before.left) return undefined;
  return after.left < before.left ? 'closer' : 'farther';
}
