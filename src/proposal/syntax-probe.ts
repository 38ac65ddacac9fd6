import { z } from 'zod';
import { common } from './probe-common.ts';

/** Languages in which patterns are understood. */
export const patternLanguageSchema = z.enum([
  ...['python', 'javascript', 'typescript', 'tsx', 'go', 'java'],
  ...['kotlin', 'rust', 'c', 'cpp', 'csharp'],
] as const);
export type PatternLanguage = z.infer<typeof patternLanguageSchema>;

const piece = z
  .string()
  .min(1)
  .max(2000)
  .refine((text) => /[\p{L}\p{N}]/u.test(withoutVariables(text)), {
    error: 'expected a word beside the variables: what names nothing is in every file',
  });

/** Code with `$A` for any one piece of syntax and `$$$` or `$$$A` for any number of them. */
export const patternSchema = z.union([
  piece,
  z.strictObject({
    /** Code in which the piece stands as it is meant: alone, it would be read as something else. */
    context: piece,
    /** The kind of syntax that is meant in it, by the name that its grammar (tree-sitter) has for it. */
    selector: z.string().regex(/^[a-z_]+$/, { error: 'expected a kind of the grammar' }),
  }),
]);
export type Pattern = z.infer<typeof patternSchema>;

/** A piece of syntax, whatever the blanks, comments and lines in it. */
export const syntaxProbeSchema = z.strictObject({
  kind: z.literal('syntax'),
  ...common,
  language: patternLanguageSchema,
  /** See https://ast-grep.github.io/guide/pattern-syntax.html */
  pattern: patternSchema,
});
export type SyntaxProbe = z.infer<typeof syntaxProbeSchema>;

/** Each variable of a pattern replaced; `$A` names one piece of syntax, `$$$` and `$$$A` any number. */
export function withoutVariables(text: string, by = ' '): string {
  return text.replaceAll(/\${3}(?:[A-Z_][A-Z0-9_]*)?|\${1,2}[A-Z_][A-Z0-9_]*/g, by);
}
