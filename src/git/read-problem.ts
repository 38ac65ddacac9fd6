import { z } from 'zod';

/** What can keep a repository, or a part of it, from being read. */
const readProblemCodes = [
  /** Nothing stands at the address or path. */
  'missing',
  /** Something stands there, but no git repository. */
  'not-git',
  /** A repository without a commit. */
  'empty',
  /** The branch that was asked for, or that HEAD names, is not there. */
  'no-branch',
  /** This run may not read it: not with its flags, or from its host. */
  'refused',
  /** More files, or more of something else, than a repository of people has. */
  'too-large',
  /** The address could not be fetched; what an earlier run fetched is read instead, if there is any. */
  'fetch',
  /** git itself failed: a broken repository, or no git on this machine. */
  'git',
  /** The clone's history begins after the day from which it should be read. */
  'shallow',
  /** A partial clone lacks objects that are needed. */
  'partial',
  /** A file's content is absent from the repository. */
  'blob-missing',
  /** A file is larger than what is read. */
  'blob-too-large',
  /** A manifest could not be parsed, or is of a kind that is not read. */
  'manifest',
  /** A configuration file could not be parsed, or is larger than what is read. */
  'config',
  /** A file that an import or call probe includes, in a language that is not read. */
  'language',
  /** Nested too deeply, or otherwise beyond what a parser follows. */
  'parser',
  /** A text probe's regular expression took too long on a file. */
  'pattern',
  /** A fault of this program; what was known before is kept. */
  'engine',
] as const;

/**
 * One thing that could not be read. The message names no folder of the machine that read it, so that
 * the same repository gives the same snapshot everywhere.
 */
export const readProblemSchema = z.strictObject({
  code: z.enum(readProblemCodes),
  message: z.string().min(1),
  /** File of the repository that it is about; bytes that are not UTF-8 as in git/path-text.ts. */
  path: z.string().optional(),
});
export type ReadProblem = z.infer<typeof readProblemSchema>;

/** A repository of which nothing could be read. */
export class UnreadableRepository extends Error {
  override name = 'UnreadableRepository';
  readonly problem: ReadProblem;
  /** Where was looked and what git said, for the terminal only. */
  readonly detail: string;

  constructor(problem: ReadProblem, detail = '') {
    super(problem.message);
    this.problem = problem;
    this.detail = detail;
  }
}
