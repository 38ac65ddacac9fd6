import type { Fact } from './journal.ts';

/** What became of a change, in the words of Stryker's report, from the least that is known to the most. */
const order = ['NoCoverage', 'Ignored', 'Survived', 'Timeout', 'Killed'] as const;
export type Outcome = (typeof order)[number];

const outcomeOf: Partial<Record<Fact['kind'], Outcome>> = {
  loading: 'Ignored',
  covered: 'Survived',
  survived: 'Survived',
  ended: 'Timeout',
  killed: 'Killed',
};

/** What the facts of a run say about each change. */
export function outcomes(facts: readonly Fact[]): (id: string) => Outcome {
  const found = new Map<string, number>();
  for (const fact of facts) {
    const outcome = outcomeOf[fact.kind];
    if (outcome === undefined || !('id' in fact)) continue;
    found.set(fact.id, Math.max(found.get(fact.id) ?? 0, order.indexOf(outcome)));
  }
  return (id) => order[found.get(id) ?? 0] ?? 'NoCoverage';
}
