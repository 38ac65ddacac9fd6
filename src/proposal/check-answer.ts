import { z } from 'zod';
import { problemCodes } from '../ground/problem.ts';

/** A fault, and where it stands in the repository. */
export const checkedFaultSchema = z.strictObject({
  file: z.string().describe('As the reader of the command would type it.'),
  path: z.string().nullable().describe('From the top of the repository; null: in none.'),
  line: z.int().describe('One-based; 1 where the file as a whole is meant.'),
  column: z.int().describe('One-based, in UTF-16 code units.'),
  message: z.string(),
  hint: z.string().describe('What is allowed, or what to do; may be empty.'),
  code: z.enum(problemCodes).describe('The rule.'),
  more: z.int().optional().describe('It only counts so many further faults of its file.'),
  isOnChangedLine: z.boolean().nullable().describe('Null: not compared with a commit.'),
});
export type CheckedFault = z.infer<typeof checkedFaultSchema>;

/** What a change touches below `proposals/`. */
const changedSchema = z.strictObject({
  base: z.string().describe('As it was asked for.'),
  commit: z.string().describe('The last commit that both have: what it was compared with.'),
  proposals: z.array(z.string()).describe('Folders of the proposals that it touches.'),
  isAboutAll: z
    .boolean()
    .describe('It changes what every proposal is held against: faults of all are told.'),
  files: z.array(
    z.strictObject({
      path: z.string().describe('From the top of the repository.'),
      change: z.enum(['new', 'changed', 'gone']),
      lines: z
        .array(z.array(z.int()))
        .nullable()
        .describe('First and last line of each part that is otherwise; null: not told.'),
    }),
  ),
});

/** What `npm run check -- --format json` prints. */
export const checkAnswerSchema = z.strictObject({
  version: z.literal(1),
  whole: z.int().describe('How many proposals can be used.'),
  faulty: z.array(z.string()).describe('Folders of the others.'),
  changed: changedSchema.nullable().describe('Null: not compared with a commit.'),
  faults: z.array(checkedFaultSchema),
});
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;
