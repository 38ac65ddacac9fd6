import { z } from 'zod';
import { checkAnswerSchema } from '../../../proposal/check-answer.ts';
import { digestSchema } from '../../../status/digest/digest.ts';
import { concernsSchema } from './concerns.ts';
import { projectInShortSchema, projectSchema } from './projects.ts';
import { proposalInShortSchema, proposalSchema } from './proposals.ts';
import { reviewsSchema } from './reviews.ts';
import { stageRowsSchema } from './rows.ts';
import { staleSchema } from './stale.ts';

const indexSchema = z.strictObject({
  projects: z.string(),
  proposals: z.string(),
  concerns: z.string(),
  changes: z.string(),
  stale: z.string(),
  faulty: z
    .array(z.string())
    .describe('Folders of proposals that cannot be read: nothing of them is in any answer.'),
  schemas: z.record(z.string(), z.string()).describe('Keyed by kind of answer.'),
});

/** What each kind of answer has as its `data`, and nothing beside it. */
export const kinds = {
  index: indexSchema,
  projects: z.array(projectInShortSchema),
  project: projectSchema,
  proposals: z.array(proposalInShortSchema),
  proposal: proposalSchema,
  stage: stageRowsSchema,
  reviews: reviewsSchema,
  concerns: concernsSchema,
  changes: digestSchema,
  stale: staleSchema,
};
export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as Kind[];

/** What commands print for programs that no answer of the site has, with its own version. */
const printed = { check: checkAnswerSchema };
export type Printed = keyof typeof printed;
export const printedNames = Object.keys(printed) as Printed[];

/** The published schema of an answer: JSON Schema, draft 2020-12. */
export function jsonSchemaOf(kind: Kind): unknown {
  return published(
    z.object({
      version: z.literal(1),
      written: z.iso.date().describe('The day on which it was written.'),
      schema: z.string(),
      data: kinds[kind],
    }),
  );
}

/** The published schema of what a command prints. */
export function printedSchemaOf(name: Printed): unknown {
  return published(printed[name]);
}

function published(whole: z.ZodType): unknown {
  return z.toJSONSchema(whole, {
    io: 'output',
    // Ids are checked by functions, which JSON Schema has no words for: they are published as any value.
    unrepresentable: 'any',
    // A version may add members.
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}
