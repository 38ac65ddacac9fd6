import { z } from 'zod';

/** A proposal's own states, from first draft to its end. */
export const proposalStatuses = [
  'draft',
  'proposed',
  'final comment',
  'accepted',
  'active',
  'completed',
  'rejected',
  'withdrawn',
  'deferred',
  'superseded',
] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

/** Words that proposals written before have for two of them. */
const earlierWords: ReadonlyMap<unknown, ProposalStatus> = new Map([
  ['in review', 'proposed'],
  ['done', 'completed'],
]);

/** A proposal's status; an earlier word is read as today's. */
export const proposalStatusSchema = z.preprocess(
  (word) => earlierWords.get(word) ?? word,
  z.enum(proposalStatuses),
);

const finalStatuses: readonly ProposalStatus[] = [
  'completed',
  'rejected',
  'withdrawn',
  'superseded',
];

/** Of a text that does not hold: replaced, refused, taken back, or put off. */
const endedStatuses = ['superseded', 'rejected', 'withdrawn', 'deferred'] as const;

/** Does nothing more happen to a proposal of this status? What is deferred waits. */
export function isOver(status: ProposalStatus): boolean {
  return finalStatuses.includes(status);
}

/** Does a text of this status not hold? Whoever is led into it must see that. */
export function isEnded(status: ProposalStatus | undefined): boolean {
  return (endedStatuses as readonly unknown[]).includes(status);
}

/** May a proposal be of this status only while no blocking concern holds it up? */
export function needsSettledConcerns(status: ProposalStatus): boolean {
  return status === 'accepted' || status === 'active' || status === 'completed';
}

/** The sections that every blueprint must have, as level-two headings, in this order. */
export const mandatorySections = [
  'Summary',
  'Problem',
  'Plan',
  'Migrating one project',
  'Impact',
  'Concerns',
  'History',
] as const;
