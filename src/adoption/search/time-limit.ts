import { createContext, Script } from 'node:vm';

/** Milliseconds of computing that a regular expression may take on one line before it is given up. */
export const matchLimitMs = 1000;

const script = new Script('job()');
const context: { job: () => void } = { job: () => undefined };
createContext(context);

/**
 * Runs `job` under the virtual machine's time limit, which also ends a regular expression that
 * backtracks without end. The limit is on the clock; on a busy machine `job` is started again until it
 * has had that much computing time, so that only its own slowness counts.
 *
 * @param limitMs milliseconds of computing
 * @returns whether it came to its end
 */
export function withinTime(job: () => void, limitMs = matchLimitMs): boolean {
  context.job = job;
  const before = process.cpuUsage();
  try {
    for (;;) {
      try {
        script.runInContext(context, { timeout: limitMs });
        return true;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        const { user, system } = process.cpuUsage(before);
        // The clock and the processor's time are not read at the same moment.
        if (user + system >= limitMs * 900) return false;
      }
    }
  } finally {
    context.job = () => undefined;
  }
}
