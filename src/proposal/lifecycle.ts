import { z } from 'zod';

/** A proposal's own state, from first draft to its end. */
export const proposalStatusSchema = z.enum([
  'draft',
  'in review',
  'accepted',
  'done',
  'rejected',
  'withdrawn',
  'superseded',
]);
export type ProposalStatus = z.infer<typeof proposalStatusSchema>;

const finalStatuses: readonly ProposalStatus[] = ['done', 'rejected', 'withdrawn', 'superseded'];

/** Does nothing more happen to a proposal of this status? */
export function isOver(status: ProposalStatus): boolean {
  return finalStatuses.includes(status);
}

/** May a proposal be of this status only while no blocking concern holds it up? */
export function needsSettledConcerns(status: ProposalStatus): boolean {
  return status === 'accepted' || status === 'done';
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
