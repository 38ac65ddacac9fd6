import { z } from 'zod';
import { lineSchema, textSchema } from './field.ts';
import { patternLanguageSchema } from './syntax-probe.ts';

const code = z.string().min(1).max(4000);

/**
 * What a piece of syntax must be, in the words of ast-grep:
 * https://ast-grep.github.io/reference/rule.html. What names another rule is not among them.
 */
export interface FixRule {
  pattern?: string | { context: string; selector?: string | undefined } | undefined;
  kind?: string | undefined;
  regex?: string | undefined;
  inside?: FixRelation | undefined;
  has?: FixRelation | undefined;
  precedes?: FixRelation | undefined;
  follows?: FixRelation | undefined;
  all?: FixRule[] | undefined;
  any?: FixRule[] | undefined;
  not?: FixRule | undefined;
}

export interface FixRelation extends FixRule {
  stopBy?: 'neighbor' | 'end' | FixRule | undefined;
  field?: string | undefined;
}

const kind = z.string().regex(/^[a-z_]+$/, { error: 'expected a kind of the grammar' });

const ruleShape = {
  pattern: z
    .union([
      z.string().min(1).max(2000),
      z.strictObject({ context: code, selector: kind.optional() }),
    ])
    .optional(),
  kind: kind.optional(),
  regex: z.string().min(1).max(500).optional(),
  inside: z.lazy(() => relationSchema).optional(),
  has: z.lazy(() => relationSchema).optional(),
  precedes: z.lazy(() => relationSchema).optional(),
  follows: z.lazy(() => relationSchema).optional(),
  all: z.lazy(() => z.array(ruleSchema).min(1).max(50)).optional(),
  any: z.lazy(() => z.array(ruleSchema).min(1).max(50)).optional(),
  not: z.lazy(() => ruleSchema).optional(),
};

const ruleSchema: z.ZodType<FixRule> = z.strictObject(ruleShape);

const relationSchema: z.ZodType<FixRelation> = z.strictObject({
  ...ruleShape,
  stopBy: z.lazy(() => z.union([z.enum(['neighbor', 'end']), ruleSchema])).optional(),
  field: kind.optional(),
});

/** A case that the fix must leave alone, or what must come of one. */
const changedCaseSchema = z.strictObject({ code, fixed: code });

/**
 * A change that a program may propose where a stage's `bad` probes found something: an ast-grep rule, what
 * stands in its place, and the cases that show what it does. Meant for what is the same everywhere, and
 * for nothing that a person must think about.
 */
export const fixSchema = z.strictObject({
  /** First line of the commit's message. */
  title: lineSchema.max(72),
  /** What it rests on and what it does not know; stands in the message. */
  note: textSchema.max(1500).optional(),
  language: patternLanguageSchema,
  rule: ruleSchema,
  /** What the rule's variables must be, by their names without `$`. */
  constraints: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/), ruleSchema).optional(),
  /** What is written in the place of each match: `$A` and `$$$A` stand for what they matched. */
  fix: z.string().max(2000),
  /** Code that stays as it is. */
  valid: z.array(code).min(1).max(50),
  /** Code that changes, and what must come of it. */
  invalid: z.array(changedCaseSchema).min(1).max(50),
  /** So many reviews of the stage may be open at once before another is proposed. */
  mostOpen: z.int().min(1).max(50).default(3),
});
export type Fix = z.infer<typeof fixSchema>;
