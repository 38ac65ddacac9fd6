import { daysBetween, plusDays } from '../ground/day.ts';
import type { Position, SignOff } from './sign-off.ts';

/** A team that is asked is given so many days for its first answer. */
export const daysToAnswer = 10;

/** How long a sign-off has taken, and whose turn it is. */
export interface SignOffClock {
  /** The day on which the team was asked first. */
  asked: string;
  /** The day on which it said something for the first time. */
  firstAnswer: string | undefined;
  /** The day of a position that ends the clock; undefined while one is awaited or work is needed. */
  settled: string | undefined;
  /** Days on which the team had the question; those of "needs work" are the champion's. */
  days: number;
  /** It waits for the team. */
  isRunning: boolean;
  /** Where it waits for the team: the last day of the answer. */
  due: string | undefined;
  isOverdue: boolean;
  /** What holds now; undefined: asked, and not answered yet. */
  position: Position | undefined;
}

/**
 * Reads a sign-off's clock. It runs from the day of each question to the day of its position, and
 * stops while "needs work".
 *
 * @param today `YYYY-MM-DD`
 */
export function signOffClock({ rounds }: Pick<SignOff, 'rounds'>, today: string): SignOffClock {
  const last = rounds.at(-1);
  const spoken = rounds.find(({ position }) => position !== undefined && position !== 'no answer');
  const isRunning = last?.position === undefined;
  const due = isRunning && last !== undefined ? plusDays(last.asked, daysToAnswer) : undefined;
  return {
    asked: rounds[0]?.asked ?? today,
    firstAnswer: spoken?.date,
    settled: last?.position === 'needs work' ? undefined : last?.date,
    days: rounds.reduce(
      (sum, { asked, date }) => sum + Math.max(0, daysBetween(asked, date ?? today)),
      0,
    ),
    isRunning,
    due,
    isOverdue: due !== undefined && due < today,
    position: last?.position,
  };
}
