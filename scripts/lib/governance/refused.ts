import { formatProblem } from '../../../src/ground/problem.ts';
import { FaultyChange } from '../../../src/proposal/change-front-matter.ts';
import { EditRefused } from '../../../src/proposal/front-matter-editor.ts';
import { exitCode } from '../cli.ts';
import { printError } from '../print.ts';

/**
 * Makes a change of a front matter; one that is refused is told, and nothing was written.
 *
 * @returns the exit code
 */
export async function tellRefusal(change: () => Promise<void>): Promise<number> {
  try {
    await change();
    return exitCode.fine;
  } catch (error) {
    if (error instanceof FaultyChange) printError(...error.problems.map(formatProblem));
    else if (error instanceof EditRefused) printError(error.message);
    else throw error;
    printError('nothing was written');
    return exitCode.findings;
  }
}
