import { readFile } from 'node:fs/promises';

const pageBytes = 4096;
/** Linux counts computing time in hundredths of a second, whatever the machine. */
const tickMs = 10;

/** What a process has taken so far: resident memory in MiB, computing time in ms. */
export interface ProcessUsage {
  mebibytes: number;
  computingMs: number;
}

/**
 * What a process of this machine takes, from Linux' /proc (proc_pid_stat(5)); undefined where the system
 * does not tell, or the process has ended.
 */
export async function usageOf(pid: number | undefined): Promise<ProcessUsage | undefined> {
  const text = await readFile(`/proc/${pid ?? 0}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name in parentheses may hold anything; what follows is numbers.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
  return {
    mebibytes: ((pages ?? 0) * pageBytes) / 1024 / 1024,
    computingMs: ((user ?? 0) + (system ?? 0)) * tickMs,
  };
}
