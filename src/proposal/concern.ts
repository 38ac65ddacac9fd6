import { z } from 'zod';
import { daySchema, lineSchema, slugSchema, textSchema, webAddressSchema } from './field.ts';

/** An objection on the register. A closed one keeps its reason. */
export const concernSchema = z
  .strictObject({
    id: slugSchema,
    title: lineSchema,
    /** The objection in its own right, fair enough that who raised it would sign it. */
    text: textSchema,
    /** A role or public name. */
    raisedBy: lineSchema,
    raised: daySchema,
    /** Where it was raised: a thread, a review, a meeting. */
    where: lineSchema,
    url: webAddressSchema.optional(),
    /** Must it be closed before the proposal can be accepted? */
    blocking: z.boolean(),
    /** The stage that it is about, if one. */
    stage: slugSchema.optional(),
    state: z.enum(['open', 'resolved', 'withdrawn']),
    /** The answer: why it is resolved or withdrawn, or what is known so far. */
    reason: textSchema.optional(),
    closed: daySchema.optional(),
  })
  .check((context) => {
    const { state, reason, closed } = context.value;
    if (state !== 'open' && reason === undefined) {
      context.issues.push({
        code: 'custom',
        path: ['state'],
        message: `a ${state} concern needs its \`reason\``,
        input: state,
      });
    }
    if (state !== 'open' && closed === undefined) {
      context.issues.push({
        code: 'custom',
        path: ['state'],
        message: `a ${state} concern needs the day on which it was \`closed\``,
        input: state,
      });
    }
  });
export type Concern = z.infer<typeof concernSchema>;
