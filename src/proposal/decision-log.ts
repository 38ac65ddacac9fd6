import { z } from 'zod';
import { compareText } from '../ground/problem.ts';
import type { Exemption } from './exemption.ts';
import { daySchema, lineSchema, textSchema, webAddressSchema } from './field.ts';
import { proposalStatusSchema } from './lifecycle.ts';
import type { Override } from './override.ts';
import type { Waiver } from './waiver.ts';

/** An entry of the decision log: the proposal came from one status to another. */
export const moveSchema = z.strictObject({
  from: proposalStatusSchema,
  to: proposalStatusSchema,
  date: daySchema,
  /** Who decided it: a role, a body or a public name. */
  by: lineSchema,
  reason: textSchema.optional(),
  /** Where it was decided: minutes, a thread. */
  where: lineSchema.optional(),
  url: webAddressSchema.optional(),
});
export type Move = z.infer<typeof moveSchema>;

/** The last day of the final comment, and its first. */
export const finalCommentSchema = z.strictObject({ from: daySchema, until: daySchema });

/** An entry of the decision log, whatever it decided. */
export type Decision = Move | Override | Waiver | Exemption;

/** Everything that was decided about a proposal, oldest first. */
export function decisionLog(frontMatter: {
  moves: readonly Move[];
  decisions: readonly Override[];
  waivers: readonly Waiver[];
  exemptions: readonly Exemption[];
}): Decision[] {
  const { moves, decisions, waivers, exemptions } = frontMatter;
  return [...decisions, ...waivers, ...exemptions, ...moves].sort((a, b) =>
    compareText(a.date, b.date),
  );
}

/** What an entry decided, in a few words. */
export function decided(decision: Decision): string {
  if ('to' in decision) return `${decision.from} → ${decision.to}`;
  if ('overrides' in decision) return `${decision.overrides} no longer holds it up`;
  if ('waives' in decision) return `the sign-off of ${decision.waives} is not waited for`;
  const { exempts, stage, until } = decision;
  const of = stage === undefined ? 'exempt' : `exempt from ${stage}`;
  return `${exempts.join(', ')} ${of} until ${until}`;
}
