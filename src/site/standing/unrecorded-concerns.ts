import type { FrozenThreads } from '../../comments/frozen/frozen-threads.ts';
import type { Concern } from '../../proposal/concern.ts';
import { threadFragment, threadOfConcern } from '../../proposal/concern-thread.ts';

/** A concern of the discussions that the register in git does not have. */
export interface UnrecordedConcern {
  /** Of its thread on the page. */
  fragment: string;
  by: string;
  at: string;
  state: 'open' | 'resolved';
  /** The passage that it objects to. */
  words: string;
}

const longestWords = 120;

/** Concerns of a frozen state that no entry of the register leads to: with it they are one register. */
export function unrecordedConcerns(
  register: readonly Pick<Concern, 'url'>[],
  frozen: FrozenThreads | undefined,
): UnrecordedConcern[] {
  const recorded = new Set(register.map(threadOfConcern));
  return (frozen?.threads ?? [])
    .filter(({ id, kind }) => kind === 'concern' && !recorded.has(id))
    .map(({ id, state, quote, comments: [first] }) => ({
      fragment: threadFragment(id),
      by: first?.by ?? '',
      at: first?.at ?? '',
      state,
      words: `“${quote.slice(0, longestWords).toWellFormed()}${quote.length > longestWords ? '…' : ''}”`,
    }));
}
