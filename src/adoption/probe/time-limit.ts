import { createContext, Script } from 'node:vm';

/** Milliseconds that a regular expression may take on new lines of one file before it is given up. */
export const longestMatch = 2000;

const script = new Script('job()');
const context: { job: () => void } = { job: () => undefined };
createContext(context);

/**
 * Runs `job` under the virtual machine's time limit, which also ends a regular expression that
 * backtracks without end.
 *
 * @returns whether it came to its end
 */
export function withinTime(job: () => void): boolean {
  context.job = job;
  try {
    script.runInContext(context, { timeout: longestMatch });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  } finally {
    context.job = () => undefined;
  }
}
