import { z } from 'zod';
import { daySchema, lineSchema, slugSchema, textSchema, webAddressSchema } from './field.ts';

/** An entry of the decision log: projects that need not do a stage, or any, for some time. */
export const exemptionSchema = z.strictObject({
  /** The projects. */
  exempts: z.array(slugSchema).min(1),
  /** The stage; default, every one. */
  stage: slugSchema.optional(),
  /** The day on which it was granted. */
  date: daySchema,
  /** Who granted it: a role or public name, none of the champions. */
  by: lineSchema,
  /** Its last day. */
  until: daySchema,
  reason: textSchema,
  where: lineSchema,
  url: webAddressSchema.optional(),
});
export type Exemption = z.infer<typeof exemptionSchema>;

/** The exemption of a project at a stage that holds on a day: of several, the one that holds longest. */
export function exemptionOf(
  exemptions: readonly Exemption[],
  { project, stage, day }: { project: string; stage: string; day: string },
): Exemption | undefined {
  return exemptions
    .filter((one) => one.exempts.includes(project) && (one.stage ?? stage) === stage)
    .filter(({ date, until }) => date <= day && day <= until)
    .reduce<Exemption | undefined>(
      (longest, one) => (longest && longest.until >= one.until ? longest : one),
      undefined,
    );
}
