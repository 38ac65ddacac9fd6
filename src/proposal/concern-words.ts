import type { Concern } from './concern.ts';
import type { HoldUp } from './concern-standing.ts';

/** How a concern that holds its proposal up stands, in words. */
export function stands(
  why: HoldUp,
  { answer, disposition }: Pick<Concern, 'answer' | 'disposition'>,
): string {
  const by = answer?.says === 'none' ? answer.by : '';
  const words: Record<HoldUp, string> = {
    open: disposition === 'duplicate' ? 'a duplicate of one that is open' : 'open',
    'not asked': 'closed without its raiser’s answer',
    'awaits the answer': `closed, and its raiser may answer until ${by}`,
    'not satisfied': 'closed, and its raiser is not satisfied',
    'not closed right': 'not closed as it has to be',
  };
  return words[why];
}
