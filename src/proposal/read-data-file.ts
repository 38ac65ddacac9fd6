import { dirname } from 'node:path';
import type { z } from 'zod';
import { nearPath } from '../ground/near-path.ts';
import type { Problem } from '../ground/problem.ts';
import { readTextBelow, UnsafePath } from '../ground/trust/open-below.ts';
import { issuesText } from './validate.ts';

/**
 * A JSON file that a script wrote into a proposal's folder. An absent one holds nothing; a broken one is
 * a problem, and nothing of it is shown.
 *
 * @param hint what to do about a broken one
 */
export async function readDataFile<T>(
  path: string,
  schema: z.ZodType<T>,
  mostBytes: number,
  hint: string,
): Promise<{ data: T | undefined; problems: Problem[] }> {
  const broken = (message: string, code: Problem['code']) => ({
    data: undefined,
    problems: [{ file: nearPath(path), line: 1, column: 1, message, hint, code }],
  });
  try {
    const text = await readTextBelow(dirname(path), path, mostBytes);
    const read = schema.safeParse(JSON.parse(text));
    if (read.success) return { data: read.data, problems: [] };
    return broken(issuesText(read.error), 'schema');
  } catch (error) {
    if (error instanceof UnsafePath) {
      return broken(
        `${error.message}; ${error.hint}`,
        error.code === 'too-large' ? 'too-large' : 'unreadable',
      );
    }
    if (error instanceof SyntaxError) return broken(`no JSON: ${error.message}`, 'schema');
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return { data: undefined, problems: [] };
    return broken(`cannot be read: ${code ?? String(error)}`, 'unreadable');
  }
}
