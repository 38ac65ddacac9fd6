/** Names the file of a run's plan to the process that runs the tests. */
export const planVariable = 'CROSSPLAN_MUTATION_PLAN';
export const journalVariable = 'CROSSPLAN_MUTATION_JOURNAL';

/**
 * Whom a run asks about a change: first the tests beside the changed file, which find most, then others
 * that run it, those first that run little else.
 */
export const phases = ['beside', 'others'] as const;
export type Phase = (typeof phases)[number];

/** What the process that runs the tests has to do. */
export interface MutationPlan {
  phase: Phase;
  /** The file of each change, by the change's id. */
  mutants: Record<string, string>;
  /** These changes alone. */
  only?: string[];
  /** Where the changed text of each file stands. */
  texts: Record<string, string>;
}
